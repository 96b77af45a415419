import { describe, expect, it } from "vitest";
import type { Uri } from "vscode";
import { makeBases } from "../../../../client/src/vms/bases.js";
import { makeVersions } from "../../../../client/src/vms/versions.js";
import { memory } from "../../../support/memory.js";

const uri = { toString: () => "libvirt:/c/web01.xml" } as Uri;
const KEY = uri.toString();
const definition = (text: string) => ({ uuid: "u", name: "web01", text });

describe("from what a text was made", () => {
  it("is known once the editor shows it, not when it was only read", async () => {
    const bases = makeBases(memory());
    bases.offer(uri, definition("a"));
    expect(bases.get(KEY)).toBeUndefined();
    expect(bases.offered(uri)?.text).toBe("a");
    await bases.set(uri, definition("a"), { mtime: 1, text: "a" });
    bases.offer(uri, definition("b"));
    expect(bases.get(KEY)?.text).toBe("a");
  });

  it("is found again after a restart where libvirt still has it, and keeps its time", async () => {
    const memento = memory();
    await makeBases(memento).set(uri, definition("a"), { mtime: 7, text: "ab" });
    const again = makeBases(memento);
    expect(again.remembered(KEY)).toMatchObject({ mtime: 7, size: 2 });
    expect(await again.recover(KEY, definition("a"))).toEqual(definition("a"));
    expect(await again.recover(KEY, definition("changed by somebody else"))).toBeUndefined();
    expect(await again.rememberedTime(KEY, "a")).toBe(7);
    expect(await again.rememberedTime(KEY, "b")).toBeUndefined();
  });

  it("leaves no text in the memory, and forgets the oldest", async () => {
    const memento = memory();
    const bases = makeBases(memento);
    for (let index = 0; index < 205; index++) {
      const each = { toString: () => `libvirt:/c/${index}.xml` } as Uri;
      await bases.set(each, definition("<domain>secret"), { mtime: index, text: "<domain>secret" });
    }
    expect(JSON.stringify(memento.stored())).not.toContain("secret");
    expect(Object.keys(memento.stored() as object)).toHaveLength(200);
    expect(memento.stored()).not.toHaveProperty(["libvirt:/c/0.xml"]);
  });

  it.each([undefined, null, 5, "x", [1], { [KEY]: 5 }, { [KEY]: { mtime: 1 } }])(
    "a broken memory is none: %j",
    (stored) => {
      expect(makeBases(memory(stored)).remembered(KEY)).toBeUndefined();
    },
  );
});

describe("the versions that the editor is told", () => {
  function setUp(texts: string[]) {
    const runs: string[] = [];
    const versions = makeVersions(makeBases(memory()), async () => {
      const text = texts.shift() ?? "";
      runs.push(text);
      return text;
    });
    return { versions, runs };
  }

  it("have a later time with each text that differs, and the same with the same", async () => {
    const { versions } = setUp(["a", "a", "b"]);
    const first = await versions.read(uri);
    const same = await versions.read(uri);
    const other = await versions.read(uri);
    expect(same.mtime).toBe(first.mtime);
    expect(other.mtime).toBeGreaterThan(first.mtime);
    expect((await versions.take(uri, "a")).mtime).toBeGreaterThan(other.mtime);
  });

  it("are read once, whoever asks at one time", async () => {
    const { versions, runs } = setUp(["a", "b"]);
    await Promise.all([versions.read(uri), versions.read(uri), versions.readForEditor(uri)]);
    expect(runs).toEqual(["a"]);
  });

  it("what was read for the times is handed out as the text, once", async () => {
    const { versions, runs } = setUp(["a", "b"]);
    await versions.read(uri);
    expect((await versions.readForEditor(uri)).text).toBe("a");
    expect((await versions.readForEditor(uri)).text).toBe("b");
    expect(runs).toEqual(["a", "b"]);
  });

  it("one that could not be read is read again", async () => {
    let isDown = true;
    const versions = makeVersions(makeBases(memory()), async () => {
      if (isDown) throw new Error("down");
      return "a";
    });
    await expect(versions.read(uri)).rejects.toThrow("down");
    isDown = false;
    expect((await versions.read(uri)).text).toBe("a");
  });
});
