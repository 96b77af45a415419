/**
 * Imports libvirt's CPU maps: `npm run import:cpu-map -- <folder with one folder a release>`.
 * Writes data/cpu-map/<release>/<arch>.json. What is not understood fails the import.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cpuMapFromXml, type MapArch } from "../shared/src/engine/cpuMapXml.js";
import { formatJson } from "./formatJson.js";
import { writeGenerated } from "./generated.js";

const ARCHES: readonly MapArch[] = ["x86", "aarch64", "ppc64"];

function importRelease(folder: string, release: string): Map<string, string> {
  const xml = new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith(".xml"))
      .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
  return new Map(
    ARCHES.map((arch) => {
      const json = { $schema: "../../schema/cpu-map.schema.json", ...cpuMapFromXml(xml, arch, release) };
      return [`data/cpu-map/${release}/${arch}.json`, formatJson(json)];
    }),
  );
}

const source = process.argv[2];
if (source === undefined) {
  console.error("usage: npm run import:cpu-map -- <folder that holds one cpu_map folder a libvirt release>");
  process.exit(2);
}
for (const release of readdirSync(source).filter((name) => /^\d+\.\d+\.\d+$/.test(name))) {
  writeGenerated(importRelease(join(source, release), release));
}
