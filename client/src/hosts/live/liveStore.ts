import type { Memento } from "vscode";
import type { LiveConnection, LiveFacts } from "../../../../shared/src/messages.js";

/** What virsh answered, kept over restarts of the editor. */
export interface LiveStore {
  get(connection: LiveConnection): LiveFacts | undefined;
  set(connection: LiveConnection, facts: LiveFacts): Promise<void>;
}

/** The workspace's memory is written as a whole each time: more characters than this are kept until the editor ends. */
const MAX_KEPT = 16 * 1024 * 1024;

const key = "libvirtCpu.liveFacts";

/**
 * @param memento the workspace's memory; what it holds may be of another version or broken, then it counts for nothing
 */
export function makeLiveStore(memento: Pick<Memento, "get" | "update">): LiveStore {
  const known = new Map<string, LiveFacts>(entriesOf(memento.get<unknown>(key)));
  return {
    get: (connection) => known.get(connectionKey(connection)),
    set: async (connection, facts) => {
      known.set(connectionKey(connection), facts);
      await memento.update(key, newestOf(known));
    },
  };
}

/** Everything that is asked: connections of one key get one answer. */
export function connectionKey({ uri, arch, machine, virtType }: LiveConnection): string {
  return JSON.stringify([uri, arch ?? null, machine ?? null, virtType ?? null]);
}

/** As many as there is room for, the ones fetched last first. */
function newestOf(known: ReadonlyMap<string, LiveFacts>): [string, LiveFacts][] {
  let room = MAX_KEPT;
  return [...known]
    .sort(([, one], [, other]) => other.fetched - one.fetched)
    .filter(([, { documents }]) => {
      room -= documents.reduce((sum, { length }) => sum + length, 0);
      return room >= 0;
    });
}

function entriesOf(stored: unknown): [string, LiveFacts][] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((entry: unknown): [string, LiveFacts][] => {
    if (!Array.isArray(entry)) return [];
    const [name, facts] = entry as unknown[];
    return typeof name === "string" && isLiveFacts(facts) ? [[name, facts]] : [];
  });
}

function isLiveFacts(value: unknown): value is LiveFacts {
  if (typeof value !== "object" || value === null) return false;
  if (!("documents" in value) || !Array.isArray(value.documents) || !("fetched" in value)) return false;
  return typeof value.fetched === "number" && value.documents.every((text) => typeof text === "string");
}
