import * as l10n from "@vscode/l10n";
import { CpuError, type CpuMap, readCpuMapFolder } from "../../engine/index.js";
import type { HostFile } from "../../messages.js";
import { contentKey } from "./hostReader.js";

/** A host's own CPU map, or the end of a sentence about what is wrong with it. */
export type HostMap = { readonly map: CpuMap } | { readonly wrong: string; readonly isMissing: boolean };

/** Reads a copy of a host's `/usr/share/libvirt/cpu_map`. */
export type ReadHostMap = (folder: string, arch: CpuMap["arch"], release: string | undefined) => Promise<HostMap>;

/** A folder of libvirt 12.8 has 1 MB. */
const MAX_MAP = 16 * 1024 * 1024;
/** Hosts of more releases than these share no maps. */
const MAX_KEPT = 50;

/**
 * Makes a reader that keeps equal maps once: the hosts of a pool mostly run one release.
 *
 * @param readFile a file by its URI
 */
export function makeHostMapReader(readFile: (uri: string) => Promise<HostFile>): ReadHostMap {
  const known = new Map<string, CpuMap>();
  return async (folder, arch, release) => {
    const texts = new Map<string, string>();
    let size = 0;
    const read = async (name: string): Promise<string> => {
      const file = await readFile(`${folder}/${encodeURIComponent(name)}`);
      if ("error" in file) {
        throw new UnreadFile(`${name}: ${FILE_ERRORS[file.error]()}`, file.error === "missing" && texts.size === 0);
      }
      size += file.text.length;
      if (size > MAX_MAP) throw new UnreadFile(l10n.t("the folder is too large."), false);
      texts.set(name, file.text);
      return file.text;
    };
    try {
      const map = await readCpuMapFolder(read, { arch, ...(release === undefined ? {} : { release }) });
      const key = [arch, release ?? "", ...[...texts].sort().map((each) => contentKey(each.join()))].join("|");
      const before = known.get(key);
      if (before !== undefined) return { map: before };
      if (known.size >= MAX_KEPT) known.clear();
      known.set(key, map);
      return { map };
    } catch (error) {
      if (error instanceof UnreadFile) return { wrong: error.message, isMissing: error.isMissing };
      if (error instanceof CpuError) return { wrong: `${error.detail}.`, isMissing: false };
      throw error;
    }
  };
}

/** Why a host's file cannot be read, as the end of a sentence. */
export const FILE_ERRORS: Readonly<Record<Extract<HostFile, { error: string }>["error"], () => string>> = {
  missing: () => l10n.t("the file does not exist."),
  "too-large": () => l10n.t("the file is too large."),
  "outside-the-folder": () => l10n.t("it is outside the folder."),
  unreadable: () => l10n.t("it cannot be read."),
};

/** A file of the folder cannot be read. */
class UnreadFile extends Error {
  constructor(
    message: string,
    /** There is no map at all. */
    readonly isMissing: boolean,
  ) {
    super(message);
  }
}
