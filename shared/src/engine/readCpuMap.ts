import { type CpuMap, loadCpuMap } from "./cpuMap.js";
import type { MapArch } from "./cpuMapXml.js";
import { NO_RELEASE } from "./reads.js";

/**
 * Compiles libvirt's own cpu_map files, so that the map of an installed libvirt can be used. What reads them is loaded
 * then.
 *
 * @param files file name -> text of a cpu_map folder, as a Map or a plain object
 * @param options `arch` (default x86); `release` the libvirt release, if known
 * @returns the compiled map
 * @throws CpuError `invalid-map`, `not-well-formed`
 * @example (await readCpuMap({ "index.xml": "<cpus><arch name='x86'/></cpus>" }, { release: "12.8.0" })).models.length // 0
 */
export async function readCpuMap(
  files: ReadonlyMap<string, string> | Readonly<Record<string, string>>,
  options: { readonly arch?: MapArch; readonly release?: string } = {},
): Promise<CpuMap> {
  const { cpuMapFromXml } = await import("./cpuMapXml.js");
  const map = files instanceof Map ? files : new Map(Object.entries(files));
  return loadCpuMap(cpuMapFromXml(map, options.arch ?? "x86", options.release ?? NO_RELEASE));
}

/**
 * The same from a folder of which only the files of one architecture are read.
 *
 * @param read the text of a file by its name in the folder, `index.xml` first; what it throws is passed on
 * @param options as readCpuMap
 * @returns the compiled map
 * @throws CpuError `invalid-map`, `not-well-formed`, `too-large`
 * @example (await readCpuMapFolder(async () => "<cpus><arch name='x86'/></cpus>")).models.length // 0
 */
export async function readCpuMapFolder(
  read: (name: string) => Promise<string>,
  { arch = "x86", release = NO_RELEASE }: { readonly arch?: MapArch; readonly release?: string } = {},
): Promise<CpuMap> {
  const { cpuMapFromXml, includedFiles } = await import("./cpuMapXml.js");
  const index = await read("index.xml");
  const files = new Map([["index.xml", index]]);
  const names = includedFiles(index, arch);
  for (let next = 0; next < names.length; next += AT_ONCE) {
    await Promise.all(names.slice(next, next + AT_ONCE).map(async (name) => files.set(name, await read(name))));
  }
  return loadCpuMap(cpuMapFromXml(files, arch, release));
}

/** How many files are asked for at a time. */
const AT_ONCE = 16;
