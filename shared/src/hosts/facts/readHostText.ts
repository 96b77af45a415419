import type { CpuMap, Host } from "../../engine/index.js";
import { readCpuidHost, readHostElement } from "../../engine/readHost.js";
import { wellFormedRoot } from "./wellFormed.js";

/**
 * Reads a document about a host, as the engine's `readHost` does, but with the syntax tree's parser.
 *
 * @throws CpuError as readHost; the reasons of what is not well-formed are worded otherwise
 */
export function readHostText(text: string, map: CpuMap): Host {
  return text.trimStart().startsWith("<") ? readHostElement(wellFormedRoot(text), map) : readCpuidHost(text, map);
}
