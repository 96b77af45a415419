import * as l10n from "@vscode/l10n";
import { featureNames } from "../../../engine/cpuData.js";
import { mapCovers } from "../../../engine/hostFeatures.js";
import type { CpuDefinition } from "../../../engine/index.js";
import { difference } from "../../../engine/words.js";
import type { PoolHost } from "../../poolHost.js";
import { commonMap, vendorOf, wordsIn } from "../../targetCpus.js";
import type { Side } from "./definitionRelation.js";

/** What one host has that the other lacks, and the other way round, in the map's order. */
export interface Difference {
  readonly side: Side;
  readonly more: readonly string[];
  readonly less: readonly string[];
}

/** How one host stands to another. */
export interface HostRelation {
  /** The processors, and what the hypervisors give to guests, as far as both are known. */
  readonly differences: readonly Difference[];
  /** Set where the vendors differ: the other's, and the subject's. */
  readonly vendors?: readonly [other: string, subject: string];
  /** Why nothing can be compared. */
  readonly reason?: string;
}

const SIDES: readonly (readonly [Side, "cpu" | "hostModel"])[] = [
  ["processor", "cpu"],
  ["given", "hostModel"],
];

/** How a host stands to the subject: what it has more, and what it has not. Both are read with the older one's map. */
export function hostRelation(other: PoolHost, subject: PoolHost): HostRelation {
  const archs = [other.host.arch, subject.host.arch] as const;
  if (archs[0] !== archs[1])
    return { differences: [], reason: l10n.t("it is {0}, {1} is {2}", archs[0], subject.name, archs[1]) };
  const map = commonMap({ hosts: [other, subject] });
  if (map === undefined || !mapCovers(map, archs[0])) {
    return {
      differences: [],
      reason: l10n.t("features of {0} processors are not compared here, only those of x86", archs[0]),
    };
  }
  const words = (cpu: CpuDefinition | undefined) => cpu && wordsIn(cpu, map);
  const differences = SIDES.flatMap(([side, key]): Difference[] => {
    const [theirs, ours] = [words(other.host[key]), words(subject.host[key])];
    if (theirs === undefined || ours === undefined) return [];
    const [more, less] = [difference(theirs, ours), difference(ours, theirs)];
    return [{ side, more: featureNames(more, map), less: featureNames(less, map) }];
  });
  const [theirs, ours] = [vendorOf(other), vendorOf(subject)];
  return {
    differences,
    ...(theirs === undefined || ours === undefined || theirs === ours ? {} : { vendors: [theirs, ours] }),
    ...(differences.length > 0 ? {} : { reason: whyNot(other, subject) }),
  };
}

function whyNot(other: PoolHost, subject: PoolHost): string {
  for (const { name, host } of [other, subject]) {
    if (host.cpu === undefined && host.hostModel === undefined)
      return l10n.t("nothing is known of the CPU of {0}", name);
  }
  return l10n.t("the same is not known of both: the processor, or what guests get");
}
