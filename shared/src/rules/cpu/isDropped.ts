import type { CpuProblem } from "../../engine/index.js";
import { isOlder } from "../isOlder.js";

/** Attributes of the CPU that libvirt reads only since a release. */
const READ_SINCE: ReadonlyMap<string, string> = new Map([
  ["limit", "9.3.0"],
  ["clusters", "10.1.0"],
  ["deprecated_features", "11.0.0"],
]);

/** Whether this release drops what the parser refuses, because it does not read the attribute. */
export function isDropped(error: CpuProblem, release: string): boolean {
  const since = READ_SINCE.get(error.place.attribute ?? "");
  return since !== undefined && isOlder(release, since);
}
