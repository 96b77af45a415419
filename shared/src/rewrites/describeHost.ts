import { CpuError, type CpuMap, type Host, readHost } from "../engine/index.js";

/** Reads a document that may describe a host; undefined where it does not. */
export function describeHost(text: string, map: CpuMap): Host | undefined {
  try {
    return readHost(text, map);
  } catch (error) {
    if (error instanceof CpuError) return undefined;
    throw error;
  }
}
