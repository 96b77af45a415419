import type { ReadData } from "../../catalogue/index.js";
import { type CpuMap, type Host, readHost } from "../../engine/index.js";
import type { ReferenceCpu, ReferenceCpus } from "../referenceCpus.js";

export type { ReferenceCpu };

/** The built-in reference CPUs, by vendor, the newest first. */
export async function loadReferences(readData: ReadData): Promise<readonly ReferenceCpu[]> {
  return (JSON.parse(await readData("hosts/index.json")) as ReferenceCpus).cpus;
}

/**
 * A reference CPU as a host of which only the processor is known.
 *
 * @param id from a configuration; may be anything
 * @returns undefined where there is none of that id
 * @throws CpuError `no-decodable-model` where no model of the map fits it
 */
export async function readReference(readData: ReadData, id: string, map: CpuMap): Promise<Host | undefined> {
  const known = await loadReferences(readData);
  if (!known.some((each) => each.id === id)) return undefined;
  return readHost(await readData(`hosts/${id}.xml`), map);
}

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
