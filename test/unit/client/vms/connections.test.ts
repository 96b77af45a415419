import { describe, expect, it, vi } from "vitest";
import type { FolderHosts, Route } from "../../../../shared/src/messages.js";
import { memory } from "../../../support/memory.js";

vi.mock("vscode", () => ({
  EventEmitter: class {
    readonly event = () => ({ dispose: () => undefined });
    fire() {}
    dispose() {}
  },
  l10n: { t: (text: string) => text },
}));

const { createConnections } = await import("../../../../client/src/vms/connections.js");

const URI = "qemu+ssh://node1/system";
const HERE: Route = { uri: URI };
const THERE: Route = { uri: URI, via: "ssh" };

interface Staged {
  readonly configured?: readonly Route[];
  /** From an earlier session. */
  readonly stored?: unknown;
  /** The configuration is known only once it is asked for. */
  readonly isLate?: boolean;
}

function stage({ configured = [], stored, isLate = false }: Staged) {
  const hosts = configured.map((connection) => ({ connection }));
  const state = { folders: isLate ? [] : [{ hosts }] };
  const done: string[] = [];
  const told = ({ uri, via }: Route) => `${uri} ${via ?? "here"}`;
  const memento = memory(stored);
  const connections = createConnections({
    verbs: {
      list: async (route) => {
        done.push(`list ${told(route)}`);
        return [{ uuid: "u", name: "web01", state: "running", isAutostarted: false, isPersistent: true }];
      },
    },
    model: {
      folders: () => state.folders as unknown as FolderHosts[],
      onDidChange: () => ({ dispose: () => undefined }),
      refresh: async () => {
        state.folders = [{ hosts }];
      },
    },
    live: {
      check: () => undefined,
      isAgreed: () => true,
      agree: async (route) => void done.push(`agree ${told(route)}`),
      mayAsk: async (route) => done.push(`may ask ${told(route)}`) > 0,
    },
    memento,
    signal: new AbortController().signal,
  });
  return { connections, done, memento };
}

describe("a libvirt is reached", () => {
  it.each<[string, Staged, Route]>([
    ["here, where nothing else is said", {}, HERE],
    ["as the configuration says", { configured: [THERE] }, THERE],
    ["as the first host of the configuration says", { configured: [HERE, THERE] }, HERE],
    ["as the user has added it, before the configuration", { configured: [HERE], stored: [THERE] }, THERE],
    [
      "as the configuration says, written in another way",
      { configured: [{ ...THERE, uri: `${URI}?no_tty=1` }] },
      THERE,
    ],
    ["here, where the memory is broken", { stored: [7, null, [], { uri: 1 }, { uri: URI, via: "telnet" }] }, HERE],
  ])("%s", async (_, staged, route) => {
    const { connections, done } = stage(staged);
    expect(connections.routeTo(URI)).toEqual(route);
    await connections.read(URI);
    const told = `${URI} ${route.via ?? "here"}`;
    expect(done).toEqual([`may ask ${told}`, `list ${told}`]);
  });

  it("in another way when it is added again, also after a restart; its VMs stay the same documents", async () => {
    const { connections, done, memento } = stage({});
    await connections.add(HERE);
    await connections.add(THERE);
    expect(done).toEqual([`agree ${URI} here`, `agree ${URI} ssh`]);
    expect(connections.all()).toEqual([THERE]);
    expect(stage({ stored: memento.stored() }).connections.all()).toEqual([THERE]);
    await connections.remove(URI);
    expect(connections.all()).toEqual([]);
  });

  it("as the configuration says also for a document that is open before the configuration is known", async () => {
    const { connections, done } = stage({ configured: [THERE], isLate: true });
    expect((await connections.find(URI, "web01"))?.uuid).toBe("u");
    expect(done).toEqual([`may ask ${URI} ssh`, `may ask ${URI} ssh`, `list ${URI} ssh`]);
  });
});
