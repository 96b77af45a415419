/**
 * Imports libvirt's CPU maps: `npm run import:cpu-map -- <folder with one folder a release>`.
 * Writes data/cpu-map/<arch>.json and names the releases in index.json: what is there of other releases stays. What is
 * not understood fails the import.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CpuMapIndex } from "../shared/src/catalogue/cpuMapIndex.js";
import { type CpuMapJson, cpuMapAt } from "../shared/src/engine/cpuMapAt.js";
import type { CpuMapsJson } from "../shared/src/engine/cpuMapsJson.js";
import { cpuMapFromXml, type MapArch } from "../shared/src/engine/cpuMapXml.js";
import { formatJson } from "./formatJson.js";
import { writeGenerated } from "./generated.js";
import { joinCpuMaps } from "./joinCpuMaps.js";

const ARCHES: readonly MapArch[] = ["x86", "aarch64", "ppc64"];

/**
 * Reads libvirt's own files.
 *
 * @param source a folder that holds one cpu_map folder a release
 * @returns the maps of one architecture
 */
export function readMaps(source: string, arch: MapArch): CpuMapJson[] {
  return releasesIn(source).map((release) => {
    const folder = join(source, release);
    const names = readdirSync(folder).filter((name) => name.endsWith(".xml"));
    const xml = new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
    return cpuMapFromXml(xml, arch, release);
  });
}

function importArch(source: string, arch: MapArch): [path: string, text: string] {
  const path = `data/cpu-map/${arch}.json`;
  const imported = readMaps(source, arch);
  const news = new Set(imported.map(({ release }) => release));
  const kept = knownMaps(path).filter(({ release }) => !news.has(release));
  return [
    path,
    formatJson({ $schema: "../schema/cpu-map.schema.json", ...joinCpuMaps(byRelease([...kept, ...imported])) }),
  ];
}

function knownMaps(path: string): CpuMapJson[] {
  if (!existsSync(path)) return [];
  const maps = JSON.parse(readFileSync(path, "utf8")) as CpuMapsJson;
  return maps.releases.map((release) => cpuMapAt(maps, release));
}

const INDEX = "data/cpu-map/index.json";

/** The index with the releases that it does not name yet. */
function importIndex(source: string): [path: string, text: string] {
  const { maps, ...facts } = JSON.parse(readFileSync(INDEX, "utf8")) as CpuMapIndex;
  const known = new Set(maps.map(({ release }) => release));
  const news = releasesIn(source).filter((release) => !known.has(release));
  const all = byRelease([...maps, ...news.map((release) => ({ release }))]);
  return [INDEX, formatJson({ ...facts, maps: all })];
}

function releasesIn(source: string): string[] {
  return readdirSync(source).filter((name) => /^\d+\.\d+\.\d+$/.test(name));
}

function byRelease<T extends { readonly release: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => a.release.localeCompare(b.release, "en", { numeric: true }));
}

if (import.meta.filename === process.argv[1]) {
  const source = process.argv[2];
  if (source === undefined) {
    console.error("usage: npm run import:cpu-map -- <folder that holds one cpu_map folder a libvirt release>");
    process.exit(2);
  }
  writeGenerated(new Map([...ARCHES.map((arch) => importArch(source, arch)), importIndex(source)]));
}
