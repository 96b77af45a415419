import { describe, expect, it, vi } from "vitest";
import { createLiveUpdates, isFollowed, type LiveState } from "../../../../client/src/vms/liveUpdates.js";

vi.mock("vscode", () => import("./fakeVscode.js"));

const { EventEmitter } = await import("./fakeVscode.js");

describe("which connections are followed", () => {
  it.each([
    ["qemu:///system", "local", true],
    ["qemu:///system", undefined, false],
    ["qemu:///system", "off", false],
    ["qemu+unix:///session?socket=/run/x", "local", true],
    ["qemu+ssh://n1/system", "local", false],
    ["qemu+ssh://n1/system", "all", true],
    ["qemu+ssh://n1/system", "everything", false],
    ["test:///default", "all", false],
    ["qemu+ext:///system?command=/x", "all", false],
  ])("%s with %s: %s", (uri, wanted, followed) => {
    expect(isFollowed({ uri }, wanted)).toBe(followed);
    expect(isFollowed({ uri, via: "ssh" }, wanted)).toBe(false);
  });
});

const URI = "qemu:///system";

/** How a virsh goes on that follows events. */
interface Run {
  readonly tell: (names: readonly string[]) => void;
  readonly end: () => void;
  readonly signal: AbortSignal;
}

function stage() {
  const changed = new EventEmitter<void>();
  const runs: Run[] = [];
  const done: string[] = [];
  const staged = { isShown: true, isAgreed: true, isThere: true, vms: [] as readonly never[], setting: "local" };
  const updates = createLiveUpdates({
    verbs: {
      events: (_, signal, tell) =>
        new Promise((resolve, reject) => {
          runs.push({ tell, signal, end: () => reject(new Error("ended")) });
          signal.addEventListener("abort", () => resolve());
        }),
    },
    connections: {
      onDidChange: changed.event,
      routeTo: (uri) => ({ uri }),
      stateOf: () => ({ kind: "read", vms: staged.vms }),
      follow: async () => {
        done.push(staged.isThere ? "listed" : "no answer");
        if (staged.isThere) {
          staged.vms = [];
          changed.fire();
        }
        return staged.isThere;
      },
    },
    live: { isAgreed: () => staged.isAgreed },
    shown: () => new Set(staged.isShown ? [URI] : []),
    wanted: () => staged.setting,
    happened: (_, names) => void done.push(`happened to ${names}`),
    listed: async (_, names) => void done.push(`shown: ${names}`),
    pauses: [0, 0],
  });
  const states: (LiveState | undefined)[] = [];
  updates.onDidChange(() => states.push(updates.stateOf(URI)));
  /** Ends what runs, once it runs. */
  const endNext = async (count: number) => {
    await vi.waitFor(() => expect(runs).toHaveLength(count));
    runs[count - 1]?.end();
  };
  return { staged, updates, changed, runs, done, states, endNext };
}

describe("live updates", () => {
  it("run once for a connection that is shown, and end with the view", () => {
    const { staged, updates, changed, runs } = stage();
    expect(updates.stateOf(URI)).toBeUndefined();
    updates.look();
    changed.fire();
    expect(runs).toHaveLength(1);
    expect(updates.stateOf(URI)).toBe("on");
    staged.isShown = false;
    updates.look();
    expect([runs[0]?.signal.aborted, updates.stateOf(URI)]).toEqual([true, undefined]);
    staged.isShown = true;
    updates.look();
    expect(runs).toHaveLength(2);
    updates.dispose();
    expect(runs[1]?.signal.aborted).toBe(true);
  });

  it.each([{ isAgreed: false }, { setting: "off" }])("do not run: %o", (why) => {
    const { staged, updates, runs } = stage();
    Object.assign(staged, why);
    updates.look();
    expect(runs).toEqual([]);
  });

  it("list VMs again when something happens to one, once for what comes together", async () => {
    const { updates, runs, done } = stage();
    updates.look();
    runs[0]?.tell(["a", "b"]);
    await vi.waitFor(() => expect(done).toEqual(["happened to a,b", "listed", "shown: a,b"]));
    runs[0]?.tell(["c"]);
    runs[0]?.tell(["c", "d"]);
    await vi.waitFor(() => expect(done.slice(3)).toEqual(["happened to c,d", "listed", "shown: c,d"]), 5000);
    updates.dispose();
  });

  it("that fail again and again are given up, until the user refreshes", async () => {
    const { staged, updates, changed, runs, states, endNext } = stage();
    updates.look();
    for (const count of [1, 2, 3]) await endNext(count);
    await vi.waitFor(() => expect(states).toEqual(["ended"]));
    changed.fire();
    expect(runs).toHaveLength(3);
    staged.vms = [];
    changed.fire();
    expect(runs).toHaveLength(4);
    expect(updates.stateOf(URI)).toBe("on");
    updates.dispose();
  });

  it("find a libvirt that has ended, and go on when it is back", async () => {
    const { staged, updates, runs, states, endNext } = stage();
    updates.look();
    staged.isThere = false;
    updates.onDidChange(() => {
      staged.isThere = true;
    });
    await endNext(1);
    await vi.waitFor(() => expect(states).toEqual(["lost", "on"]));
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    updates.dispose();
  });

  it("say that it is lost where it does not come back", async () => {
    const { staged, updates, runs, states, endNext, done } = stage();
    updates.look();
    staged.isThere = false;
    await endNext(1);
    await vi.waitFor(() => expect(done).toEqual(["no answer", "no answer", "no answer"]));
    expect([states, runs.length]).toEqual([["lost"], 1]);
    updates.dispose();
  });
});
