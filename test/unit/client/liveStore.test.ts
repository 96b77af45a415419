import { describe, expect, it } from "vitest";
import { makeLiveStore } from "../../../client/src/hosts/live/liveHosts.js";
import { memory } from "../../support/memory.js";

const node2 = { uri: "qemu+ssh://node2/system" };

describe("what virsh answered", () => {
  it("is kept over a restart, by everything that was asked", async () => {
    const memento = memory();
    const facts = { documents: ["<capabilities/>"], libvirt: "9.0.0", fetched: 5 };
    await makeLiveStore(memento).set({ ...node2, machine: "q35" }, facts);
    const again = makeLiveStore(memento);
    expect(again.get({ ...node2, machine: "q35" })).toEqual(facts);
    expect(again.get(node2)).toBeUndefined();
    expect(again.get({ ...node2, arch: "q35" })).toBeUndefined();
    expect(again.get({ ...node2, machine: "q35", via: "ssh" })).toBeUndefined();
  });

  it.each([
    ["nothing", undefined],
    ["no list", { a: 1 }],
    ["no pairs", [1, null, ["a"]]],
    ["no facts", [["[]", { documents: [1], fetched: 1 }]]],
    ["no time", [["[]", { documents: [] }]]],
  ])("of another version counts for nothing: %s", (_, stored) => {
    expect(makeLiveStore(memory(stored)).get(node2)).toBeUndefined();
  });

  it("keeps what there is room for, the newest first; until the editor ends it knows all", async () => {
    const memento = memory();
    const store = makeLiveStore(memento);
    const large = "x".repeat(9 * 1024 * 1024);
    await store.set({ uri: "new" }, { documents: [large], fetched: 2 });
    await store.set({ uri: "old" }, { documents: [large], fetched: 1 });
    expect(store.get({ uri: "old" })).toBeDefined();
    expect(makeLiveStore(memento).get({ uri: "old" })).toBeUndefined();
    expect(makeLiveStore(memento).get({ uri: "new" })).toBeDefined();
  });
});
