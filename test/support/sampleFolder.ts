import { readFile, stat } from "node:fs/promises";
import type { HostFile } from "../../shared/src/messages.js";

const samples = new URL("../../samples/", import.meta.url);

/** The text of a file of samples/. */
export function readSample(path: string): Promise<string> {
  return readFile(new URL(path, samples), "utf8");
}

/** Files of samples/ as a client serves them to a server whose workspace is that folder under another address. */
export function serveSamples(folder: string): (uri: string) => Promise<HostFile> {
  return async (uri) => {
    if (!uri.startsWith(`${folder}/`)) return { error: "outside-the-folder" };
    const path = uri.slice(folder.length + 1);
    try {
      const { mtimeMs } = await stat(new URL(path, samples));
      return { text: await readSample(path), modified: mtimeMs };
    } catch {
      return { error: "missing" };
    }
  };
}
