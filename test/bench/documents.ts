import { readFileSync } from "node:fs";

const SAMPLE = readFileSync(new URL("../../samples/web01.xml", import.meta.url), "utf8");

/** web01.xml blown up to about this many bytes: more disks, then a NUMA guest's worth of features and cells. */
export function documentOf(bytes: number): string {
  const disk = SAMPLE.match(/ {4}<disk [\s\S]*?<\/disk>\n/)?.[0] ?? "";
  const missing = Math.max(0, bytes - SAMPLE.length);
  const disks = disk.repeat(Math.ceil(missing / disk.length));
  return SAMPLE.replace(disk, disk + disks);
}
