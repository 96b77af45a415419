import { type CpuDefinition, CpuError, type CpuMap, countBeyond, type Words, wordsOf } from "../../engine/internal.js";
import { type Guest, runsOnAll, type Target } from "../../hosts/index.js";

/** Models to look at closely: the first one nearly always does. */
const MOST = 2;

/**
 * The models that run on every known host of a target, those first that lose the fewest features of a definition and
 * bring the fewest that it has not.
 *
 * @param cpu a definition of mode custom
 */
export function* nearestModels(
  cpu: CpuDefinition,
  guest: Guest,
  target: Target,
  map: CpuMap,
): Generator<undefined, string[]> {
  const wanted = wordsIn(cpu, map);
  if (wanted === undefined) return [];
  const present = map.modelByName.get(cpu.model ?? "")?.words;
  const ranked = map.models.flatMap((model) => {
    if (map.uncertain.models.has(model.name)) return [];
    // Another name for the present model changes nothing.
    if (present !== undefined && countBeyond(model.words, present) + countBeyond(present, model.words) === 0) return [];
    const own = wordsIn({ ...cpu, model: model.name }, map) ?? model.words;
    return [{ name: model.name, lost: countBeyond(wanted, own), more: countBeyond(own, wanted) }];
  });
  ranked.sort((a, b) => a.lost - b.lost || a.more - b.more || plainness(a.name) - plainness(b.name));
  const found: string[] = [];
  for (const { name } of ranked) {
    if (runsOnAll(name, target, guest)) found.push(name);
    if (found.length === MOST) break;
    yield;
  }
  return found;
}

/** Of two names for one model people know the one without a version. */
function plainness(name: string): number {
  return /-v\d+$/.test(name) ? 1 : 0;
}

/** @returns undefined for names that the map does not have */
function wordsIn(cpu: CpuDefinition, map: CpuMap): Words | undefined {
  try {
    return wordsOf(cpu, map);
  } catch (error) {
    if (error instanceof CpuError) return undefined;
    throw error;
  }
}
