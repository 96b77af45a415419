import { wordsOf } from "../engine/cpuData.js";
import type { CpuDefinition, CpuMap } from "../engine/index.js";
import type { Words } from "../engine/words.js";
import type { PoolHost } from "./poolHost.js";

/** Registers of a definition by the map they are of: a fleet is looked at again and again. */
const known = new WeakMap<CpuMap, WeakMap<CpuDefinition, Words | null>>();

/** The features that the hypervisor gives to guests, as registers; undefined where that is not known. */
export function givenWords({ host, map }: PoolHost): Words | undefined {
  return host.hostModel && wordsIn(host.hostModel, map);
}

/** The features that the processor has, as registers; undefined where that is not known. */
export function processorWords({ host, map }: PoolHost): Words | undefined {
  return host.cpu && wordsIn(host.cpu, map);
}

function wordsIn(cpu: CpuDefinition, map: CpuMap): Words | undefined {
  const ofMap = known.get(map) ?? new WeakMap<CpuDefinition, Words | null>();
  known.set(map, ofMap);
  let words = ofMap.get(cpu);
  if (words === undefined) {
    words = canRead(cpu, map) ? wordsOf(cpu, map) : null;
    ofMap.set(cpu, words);
  }
  return words ?? undefined;
}

/** A host that a newer libvirt described may name a model that this map does not have. */
function canRead(cpu: CpuDefinition, map: CpuMap): boolean {
  if (map.arch !== "x86" || (cpu.model !== undefined && !map.modelByName.has(cpu.model))) return false;
  return cpu.features.every(({ name }) => map.featureByName.has(name));
}
