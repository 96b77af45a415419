/** Makes data/cpu-map/since.json from the maps: which included release first knows a name. */
import { readFileSync } from "node:fs";
import type { CpuMapJson } from "../shared/src/engine/cpuMapJson.js";
import { formatJson } from "./formatJson.js";

const ARCHES = ["x86", "aarch64", "ppc64"] as const;

/** @returns target path -> generated text */
export function generateSince(): Map<string, string> {
  const { releases } = readJson<{ releases: string[] }>("data/cpu-map/index.json");
  const arches = Object.fromEntries(ARCHES.map((arch) => [arch, newNames(arch, releases)]));
  const source = `libvirt ${releases.join(", ")}, src/cpu_map`;
  const json = formatJson({ $schema: "../schema/since.schema.json", source, arches });
  return new Map([["data/cpu-map/since.json", json]]);
}

function newNames(arch: string, releases: readonly string[]) {
  const maps = releases.map((release) => readJson<CpuMapJson>(`data/cpu-map/${release}/${arch}.json`));
  return { models: firstOf(maps, "models"), features: firstOf(maps, "features") };
}

/** The oldest map that has a name, for those that are not in the first one. */
function firstOf(maps: readonly CpuMapJson[], key: "models" | "features"): Record<string, string> {
  const first = new Map<string, string>();
  for (const map of maps) for (const { name } of map[key]) if (!first.has(name)) first.set(name, map.release);
  return Object.fromEntries([...first].filter(([, release]) => release !== maps[0]?.release));
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8")) as T;
}
