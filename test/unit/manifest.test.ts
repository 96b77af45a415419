import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { TEMPLATE_GLOBS } from "../../shared/src/common/documentNames.js";

const ROOT = new URL("../../", import.meta.url);
const text = readFileSync(new URL("package.json", ROOT), "utf8");
const { activationEvents, contributes } = JSON.parse(text) as {
  activationEvents: readonly string[];
  contributes: {
    commands: readonly { command: string; title: string; category: string }[];
    menus: Readonly<Record<string, readonly { command: string; when?: string }[]>>;
    walkthroughs: readonly { steps: readonly { media: { svg: string }; completionEvents: readonly string[] }[] }[];
    keybindings?: unknown;
  };
};
const texts = (file: string) =>
  new Map(Object.entries(JSON.parse(readFileSync(new URL(file, ROOT), "utf8")) as Record<string, string>));
const english = texts("package.nls.json");
const chinese = texts("package.nls.zh-cn.json");

/** What must be the same in both languages: code, commands behind links. */
const kept = (each: string) => [...each.matchAll(/`[^`]*`|\(command:[^)]*\)/g)].map(String);

describe("the texts of the manifest", () => {
  it("are all used, and all there", () => {
    const used = [...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    expect(used.length).toBeGreaterThan(40);
    expect([...english.keys()].sort()).toEqual([...new Set(used)].sort());
  });

  // What is missing is a warning of `npm run l10n`, and an error of a release.
  it.each([...english].filter(([key]) => chinese.has(key)))("%s", (key, said) => {
    expect(chinese.get(key)).toMatch(/[\p{Script=Han}]/u);
    expect(kept(chinese.get(key) ?? "")).toEqual(kept(said));
  });
});

describe("the extension", () => {
  it("is activated by a folder with templates of XML, whatever their language is called", () => {
    expect(activationEvents).toContain(`workspaceContains:${TEMPLATE_GLOBS.ofXml}`);
  });
});

describe("commands", () => {
  const names = new Set(contributes.commands.map(({ command }) => command));

  it("have one category and a title, and no key of their own", () => {
    for (const { category, title } of contributes.commands) {
      expect(category).toBe("Libvirt CPU");
      expect(title).toMatch(/^%command\./);
    }
    expect(contributes.keybindings).toBeUndefined();
  });

  it("are what menus and the walkthrough name", () => {
    const links = [...text.matchAll(/\(command:(libvirt-cpu\.[\w.]+)\)/g)].map(([, command]) => command ?? "");
    const named = Object.values(contributes.menus).flatMap((entries) => entries.map(({ command }) => command));
    for (const command of [...named, ...links]) expect(names).toContain(command);
  });

  it("that change a document wait for one of a VM that may be written to", () => {
    const palette = new Map(contributes.menus.commandPalette?.map(({ command, when }) => [command, when]));
    const rewrites = [
      "expandHostModel",
      "insertBaseline",
      "switchModel",
      "insertProfile",
      "fromQemuCpu",
      "runOnTarget",
    ];
    for (const name of rewrites) {
      expect(palette.get(`libvirt-cpu.${name}`)).toBe("libvirtCpu.isGuestDocument && !editorReadonly");
    }
  });

  it("wait for no more than what the extension or the editor says", () => {
    const known =
      /^(?:libvirtCpu\.(?:is(?:Guest|Libvirt)Document|isReport|hasVirsh|isVmsFiltered)|resourceScheme [!=]= libvirt|!editorReadonly|workspaceFolderCount > 0|false)$/;
    for (const { when } of contributes.menus.commandPalette ?? []) {
      for (const part of when?.split(" && ") ?? []) expect(part).toMatch(known);
    }
  });

  it("show in the menus of libvirt documents and of reports only", () => {
    const entries = [...(contributes.menus["editor/title"] ?? []), ...(contributes.menus["editor/context"] ?? [])];
    expect(entries.length).toBeGreaterThan(3);
    for (const { when } of entries) expect(when).toMatch(/libvirtCpu\.is(?:LibvirtDocument|GuestDocument|Report)/);
  });
});

describe("the walkthrough", () => {
  const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

  it("has five steps, each with a picture and an end", () => {
    expect(steps).toHaveLength(5);
    for (const { media, completionEvents } of steps) {
      expect(existsSync(new URL(media.svg, ROOT))).toBe(true);
      expect(completionEvents.length).toBeGreaterThan(0);
    }
  });
});
