import { describe, expect, it, vi } from "vitest";
import { createVerdicts } from "../../../../client/src/vms/verdicts.js";
import { type JudgedVm, type JudgeVmsRequest, MAX_JUDGED } from "../../../../shared/src/messages.js";
import type { ListedDomain } from "../../../../virsh/src/domains.js";

vi.mock("vscode", () => import("./fakeVscode.js"));

const { EventEmitter } = await import("./fakeVscode.js");

const URI = "qemu:///system";
const FINE: JudgedVm = { outcome: "starts", errors: 0, starts: 1, hosts: 1, changes: [] };

function vm(name: string, more: Partial<ListedDomain> = {}): ListedDomain {
  return { uuid: name, name, state: "running", isAutostarted: false, isPersistent: true, ...more };
}

/** A libvirt with VMs, the hosts, and a view that may be hidden. */
function stage(names: readonly string[], length = 10) {
  const changed = new EventEmitter<void>();
  const hosts = new EventEmitter<void>();
  const staged = {
    vms: names.map((name) => vm(name)) as readonly ListedDomain[],
    isShown: true,
    folders: [] as unknown[],
    /** The VMs of each run of virsh, and of each request. */
    read: [] as string[][],
    asked: [] as string[][],
    isFailing: false,
  };
  const verdicts = createVerdicts({
    verbs: {
      texts: async (_, vms) => {
        staged.read.push(vms.map(({ name }) => name));
        if (staged.isFailing) throw new Error("gone");
        return new Map(vms.map(({ uuid }) => [uuid, { definition: "x".repeat(length) }]));
      },
    },
    server: {
      ask: async <P, R>(_: unknown, params: P): Promise<R> => {
        const { vms } = params as JudgeVmsRequest;
        staged.asked.push(vms.map(({ name }) => name));
        return vms.map(() => FINE) as R;
      },
    },
    connections: {
      onDidChange: changed.event,
      routeTo: (uri) => ({ uri }),
      stateOf: () => ({ kind: "read", vms: staged.vms }),
    },
    model: { folders: () => staged.folders as never, known: Promise.resolve(), onDidChange: hosts.event },
    shown: () => new Set(staged.isShown ? [URI] : []),
  });
  const judged = () => staged.vms.filter(({ uuid }) => verdicts.of(URI, uuid) !== undefined).map(({ name }) => name);
  return { staged, verdicts, changed, hosts, judged };
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `vm${index}`);

describe("verdicts", () => {
  it("are asked for in bounded requests: a hundred VMs by one run of virsh", async () => {
    const { staged, verdicts, judged } = stage(names(230));
    verdicts.look();
    await vi.waitFor(() => expect(judged()).toHaveLength(230));
    expect(staged.read.map(({ length }) => length)).toEqual([100, 100, 30]);
    expect(staged.asked.flat()).toEqual(names(230));
    expect(Math.max(...staged.asked.map(({ length }) => length))).toBe(MAX_JUDGED);
  });

  it("of long definitions, in more requests", async () => {
    const { staged, verdicts, judged } = stage(names(9), 250 * 1024);
    verdicts.look();
    await vi.waitFor(() => expect(judged()).toHaveLength(9));
    expect(staged.asked.map(({ length }) => length)).toEqual([4, 4, 1]);
  });

  it("are asked for once, then for what was touched, has changed or is new", async () => {
    const { staged, verdicts, changed, judged } = stage(["a", "b", "c"]);
    verdicts.look();
    await vi.waitFor(() => expect(judged()).toEqual(["a", "b", "c"]));
    verdicts.look();
    staged.vms = [vm("a"), vm("b"), vm("c", { state: "shut-off" }), vm("d")];
    verdicts.touch(URI, ["b", "z"]);
    // What is known is shown until it is known better.
    expect(judged()).toEqual(["a", "b", "c"]);
    changed.fire();
    await vi.waitFor(() => expect(judged()).toEqual(["a", "b", "c", "d"]));
    expect(staged.read).toEqual([
      ["a", "b", "c"],
      ["b", "c", "d"],
    ]);
  });

  it("are asked for again where something is said of hosts, and only then", async () => {
    const { staged, verdicts, hosts, judged } = stage(["a"]);
    verdicts.look();
    await vi.waitFor(() => expect(judged()).toEqual(["a"]));
    hosts.fire();
    expect(staged.read).toHaveLength(1);
    staged.folders = [{ target: "prod" }];
    hosts.fire();
    await vi.waitFor(() => expect(staged.asked).toHaveLength(2));
  });

  it("are not asked for while nobody sees them, and go on where they were", async () => {
    const { staged, verdicts, judged } = stage(names(30));
    const hidden = verdicts.onDidChange(() => {
      staged.isShown = false;
      verdicts.look();
    });
    verdicts.look();
    await vi.waitFor(() => expect(judged()).toHaveLength(MAX_JUDGED));
    hidden.dispose();
    staged.isShown = true;
    verdicts.look();
    await vi.waitFor(() => expect(judged()).toHaveLength(30));
    expect(staged.asked.map(({ length }) => length)).toEqual([MAX_JUDGED, 5]);
  });

  it("that could not be read are tried again when something changes", async () => {
    const { staged, verdicts, changed, judged } = stage(["a"]);
    staged.isFailing = true;
    verdicts.look();
    await vi.waitFor(() => expect(staged.read).toHaveLength(1));
    staged.isFailing = false;
    await vi.waitFor(() => {
      changed.fire();
      expect(judged()).toEqual(["a"]);
    });
  });
});
