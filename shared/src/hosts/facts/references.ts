import type { ReadData } from "../../catalogue/index.js";
import type { CpuMap, Host } from "../../engine/index.js";
import { loadReferences, type ReferenceCpu, readReference } from "../references.js";

/** The built-in reference CPUs. */
export interface References {
  /** In the order to show. */
  list(): Promise<readonly ReferenceCpu[]>;
  /** Undefined where there is none of that id. */
  read(id: string, map: CpuMap): Promise<Host | undefined>;
}

/** Reads each reference CPU once; hosts of one processor share it. */
export function makeReferences(readData: ReadData): References {
  let all: Promise<readonly ReferenceCpu[]> | undefined;
  const hosts = new Map<CpuMap, Map<string, Promise<Host | undefined>>>();
  return {
    list: () => {
      const loaded =
        all ??
        loadReferences(readData).catch((error: unknown) => {
          // Asked for again, not failed for good.
          all = undefined;
          throw error;
        });
      all = loaded;
      return loaded;
    },
    read: (id, map) => {
      const known = hosts.get(map) ?? new Map<string, Promise<Host | undefined>>();
      hosts.set(map, known);
      const host = known.get(id) ?? readReference(readData, id, map);
      known.set(id, host);
      host.catch(() => known.delete(id));
      return host;
    },
  };
}
