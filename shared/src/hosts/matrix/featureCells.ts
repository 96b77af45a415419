import { featureNames, wordsOf } from "../../engine/cpuData.js";
import { hostForMap, mapCovers } from "../../engine/hostFeatures.js";
import { type CpuDefinition, CpuError, type CpuMap } from "../../engine/index.js";
import type { MatrixRow } from "../../messages.js";
import type { PoolHost } from "../poolHost.js";
import type { CellCode } from "./view/cells.js";

/**
 * What a host makes of each feature, one code a row: what the hypervisor gives to host-model VMs get; of the rest the
 * processor may have some.
 */
export function featureCells(rows: readonly MatrixRow[], { host, map }: PoolHost): string {
  const isCovered = mapCovers(map, host.arch);
  const { hostModel, cpu } = hostForMap(host, map);
  const given = namesOf(hostModel, map);
  const has = namesOf(cpu, map);
  return rows.map(({ name }) => codeOf(name, isCovered && map.featureByName.has(name), given, has)).join("");
}

type Names = ReadonlySet<string> | undefined;

function codeOf(name: string, isNamed: boolean, given: Names, has: Names): CellCode {
  if (!isNamed) return "-";
  if (given?.has(name)) return "y";
  if (has?.has(name)) return given === undefined ? "p" : "w";
  return given === undefined && has === undefined ? "u" : "n";
}

/** Undefined where nothing is known, as with a model that the map does not have. */
function namesOf(cpu: CpuDefinition | undefined, map: CpuMap): Names {
  if (cpu === undefined) return undefined;
  // Only x86 has features in registers.
  if (map.arch !== "x86") {
    return new Set(cpu.features.flatMap(({ name, policy }) => (isOn(policy) ? [name] : [])));
  }
  try {
    return new Set(featureNames(wordsOf(cpu, map), map));
  } catch (error) {
    if (error instanceof CpuError) return undefined;
    throw error;
  }
}

function isOn(policy: string | undefined): boolean {
  return policy === undefined || policy === "require" || policy === "force";
}
