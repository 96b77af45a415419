import { beforeEach, describe, expect, it, vi } from "vitest";
import type { VmCommandContext } from "../../../../client/src/vms/vmCommands.js";

const UUID = "6695eb01-f6a4-8304-79aa-97f2502e193f";
const OTHER = "00000000-0000-4000-8000-000000000001";

/** The workspace's files, and what the user chooses. */
const editor = vi.hoisted(() => ({
  files: new Map<string, string>(),
  offered: [] as { label: string; description?: string }[][],
}));

vi.mock("vscode", () => {
  class Uri {
    constructor(
      readonly scheme: string,
      readonly path: string,
    ) {}
    static from({ scheme, path }: { scheme: string; path: string }) {
      return new Uri(scheme, path);
    }
    toString() {
      return `${this.scheme}:${this.path}`;
    }
  }
  const textOf = ({ path }: Uri) => editor.files.get(path) ?? "";
  return {
    languages: { match: () => 1 },
    Uri,
    l10n: {
      t: (text: string, ...values: unknown[]) =>
        text.replaceAll(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)])),
    },
    workspace: {
      textDocuments: [],
      asRelativePath: ({ path }: Uri) => path.slice(1),
      findFiles: async () => [...editor.files.keys()].map((path) => new Uri("file", path)),
      fs: {
        stat: async (uri: Uri) => ({ size: textOf(uri).length }),
        readFile: async (uri: Uri) => new TextEncoder().encode(textOf(uri)),
      },
      openTextDocument: async (uri: Uri) => ({ uri, languageId: "xml", getText: () => textOf(uri) }),
    },
    window: {
      showQuickPick: async (items: ({ label: string } | string)[]) => {
        editor.offered.push(items.flatMap((item) => (typeof item === "string" ? [] : [item])));
        return items[0];
      },
    },
  };
});

const { findPair } = await import("../../../../client/src/vms/pairs.js");
const { Uri } = await import("vscode");

const domain = (name: string, uuid: string | undefined) =>
  `<domain><name>${name}</name>${uuid === undefined ? "" : `<uuid>${uuid}</uuid>`}</domain>`;

const connection = "qemu:///system";
const vm = Uri.from({ scheme: "libvirt", path: "/qemu:∕∕∕system/web01.xml" });
const context = {
  definitions: { vmOf: async () => ({ connection, name: "web01", uuid: UUID, isLive: false }) },
  connections: {
    all: () => [{ uri: connection }],
    read: async () => undefined,
    stateOf: () => ({ kind: "read", vms: [{ name: "web01", uuid: UUID, isPersistent: true }] }),
  },
} as unknown as VmCommandContext;

beforeEach(() => {
  editor.files.clear();
  editor.offered.length = 0;
});

describe("the file of a VM", () => {
  const find = async (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) editor.files.set(path, text);
    const pair = await findPair(context, vm, undefined);
    return { file: pair?.file.path, offered: editor.offered[0]?.map(({ label, description }) => [label, description]) };
  };

  it.each([
    ["has its UUID", domain("old", UUID)],
    ["has its name, and no UUID", domain("web01", undefined)],
  ])("%s: it is taken without a question", async (_, text) => {
    const files = { "/a.xml": domain("db01", OTHER), "/b.xml": text, "/c.xml": "<html/>", "/d.xml": "<domain>" };
    expect(await find(files)).toEqual({ file: "/b.xml", offered: undefined });
  });

  it("is chosen where several fit", async () => {
    const files = { "/b.xml": domain("web01", UUID), "/a.xml": domain("web01", undefined), "/c.xml": "<html/>" };
    expect(await find(files)).toEqual({
      file: "/a.xml",
      offered: [
        ["a.xml", ""],
        ["b.xml", ""],
      ],
    });
  });

  it("is chosen among all where none fits, those of its name first", async () => {
    const files = { "/a.xml": domain("db01", OTHER), "/b.xml": domain("web01", OTHER) };
    const offered = [
      ["b.xml", "same name, another UUID"],
      ["a.xml", ""],
    ];
    expect(await find(files)).toEqual({ file: "/b.xml", offered });
  });

  it("cannot be in a workspace without XML files", async () => {
    await expect(find({})).rejects.toThrow("no XML files");
  });

  it("that is too large is not read", async () => {
    const files = { "/a.xml": domain("web01", UUID) + " ".repeat(1024 * 1024), "/b.xml": domain("web01", undefined) };
    expect(await find(files)).toEqual({ file: "/b.xml", offered: undefined });
  });
});

describe("the VM of a file", () => {
  const find = async (text: string) => {
    editor.files.set("/a.xml", text);
    return (await findPair(context, Uri.from({ scheme: "file", path: "/a.xml" }), undefined))?.vm.path;
  };

  it("has its UUID, else its name", async () => {
    expect(await find(domain("old", UUID))).toBe(vm.path);
    expect(await find(domain("web01", undefined))).toBe(vm.path);
  });

  it.each([
    ["there is none", domain("web01", OTHER), "no VM with the UUID of this file"],
    ["a template", domain("{{ name }}", undefined), "a.xml: The text is a template"],
    ["no VM", "<cpu/>", "outermost element must be <domain>"],
    ["broken", "<domain>", "not well-formed"],
  ])("%s: that is said", async (_, text, words) => {
    await expect(find(text)).rejects.toThrow(words);
  });
});
