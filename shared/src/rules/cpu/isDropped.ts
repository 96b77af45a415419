import type { CpuProblem } from "../../engine/index.js";
import { isOlder } from "../isOlder.js";

/** Attributes of the CPU that libvirt reads only since a release. */
const READ_SINCE: ReadonlyMap<string, string> = new Map([
  ["limit", "9.3.0"],
  ["clusters", "10.1.0"],
  ["deprecated_features", "11.0.0"],
]);

/** Attributes of `<model>` that are read as strings: an empty one is none (measured on 9.0.0). */
const NONE_WHEN_EMPTY: ReadonlySet<string> = new Set(["invalid-fallback", "vendor-id-length"]);

/** Whether this release drops what the parser refuses, because it does not read the attribute, or not this value. */
export function isDropped(error: CpuProblem, release: string): boolean {
  if (error.subject === "" && NONE_WHEN_EMPTY.has(error.code)) return true;
  const since = READ_SINCE.get(error.place.attribute ?? "");
  return since !== undefined && isOlder(release, since);
}
