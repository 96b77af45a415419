import type { CpuMap, Model, Signature } from "./cpuMap.js";
import { hasCome } from "./reads.js";

/** A model that may describe a CPU, with how much has to be said beside it. */
export interface ModelCandidate {
  readonly model: Model;
  readonly required: number;
  readonly disabled: number;
}

/** What leaf 1 of CPUID says of a processor. */
export interface SignatureValue {
  readonly family: number;
  readonly model: number;
  readonly stepping: number;
}

interface Choice {
  readonly type: "host" | "guest";
  readonly signature?: SignatureValue;
  /** Names that win over equals. */
  readonly preferred: readonly string[];
}

/**
 * Does libvirt choose this model rather than the best one so far? (x86DecodeUseCandidate)
 *
 * @param map of the release that chooses
 */
export function isBetter(candidate: ModelCandidate, best: ModelCandidate, choice: Choice, map: CpuMap): boolean {
  const { signature, type, preferred } = choice;
  if (signature !== undefined) {
    const matches = signatureMatches(candidate.model.signatures, signature);
    if (matches !== signatureMatches(best.model.signatures, signature)) return matches;
  }
  if (type === "host") return candidate.required < best.required;
  if (!hasCome(WEIGHED_SINCE, map.release))
    return candidate.required + candidate.disabled < best.required + best.disabled;
  const cost = guestCost(candidate) - guestCost(best);
  const half = halfOf(candidate.disabled) - halfOf(best.disabled);
  if (cost < 0 || (cost === 0 && half < 0)) return true;
  return half < 0 && preferred.includes(candidate.model.name);
}

/** Older releases want the shortest list, whatever is disabled in it. */
const WEIGHED_SINCE = "8.4.0";

/**
 * Disabled features weigh more than required ones, in libvirt's own odd way: its loop drops the last feature of the
 * list for each disabled one it meets, so that only half of them are weighed, as 2, 3, 4 …
 */
function guestCost({ required, disabled }: ModelCandidate): number {
  const half = halfOf(disabled);
  return required + disabled + (half * (half + 1)) / 2;
}

function halfOf(disabled: number): number {
  return Math.ceil(disabled / 2);
}

/** A list matches on family and model, and on stepping where the entry lists steppings. */
function signatureMatches(list: readonly Signature[], value: SignatureValue): boolean {
  return list.some(
    (entry) =>
      entry.family === value.family &&
      entry.model === value.model &&
      (entry.steppings.length === 0 ||
        entry.steppings.some(([from, to]) => value.stepping >= from && value.stepping <= to)),
  );
}
