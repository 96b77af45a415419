import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { TextKind } from "../../shared/src/common/documentNames.js";
import { documentsIn } from "../../shared/src/embedded/index.js";
import { run } from "../cli/run.js";
import { findingsIn } from "../unit/rules/check.js";
import { asked, blocks, fences, GUIDES, names } from "./guide.js";

/** `UPDATE_GUIDES=1 npx vitest run test/guides` writes the answers down anew: look at what changes. */
const UPDATES = process.env.UPDATE_GUIDES === "1";

const all = blocks();
const of = (language: string) =>
  all.filter((block) => block.language === language).map((block) => [`${block.guide}:${block.line}`, block] as const);

/** What definitions are made of; they are checked in their place. */
const LANGUAGES: ReadonlyMap<string, TextKind> = new Map([
  ["jinja", "document"],
  ["yaml", "code"],
  ["hcl", "code"],
  ["nix", "code"],
  ["bash", "code"],
]);

/** What virsh is asked on a host; nothing else is in a block that is not run. */
const VIRSH =
  /^virsh (?:domcapabilities|capabilities|dumpxml --inactive \w+|define \S+|domxml-to-native .*)(?: > \S+)?$/;

describe("the guides", () => {
  it("have blocks of these kinds only, many of each", () => {
    expect(fences()).toBe(2 * all.length);
    expect(names.length).toBeGreaterThanOrEqual(8);
    expect(new Set(all.map(({ language }) => language))).toEqual(
      new Set(["console", "xml", "sh", ...LANGUAGES.keys()]),
    );
    expect(of("console").length).toBeGreaterThan(7);
    expect(of("xml").length).toBeGreaterThan(7);
  });

  it.each(of("console"))("%s answers as it says", async (_, { guide, text, words }) => {
    const commands = asked(text);
    expect(commands.length).toBeGreaterThan(0);
    for (const { command, answer } of commands) {
      const [program, ...args] = command.split(" ");
      expect(program).toBe("libvirt-cpu");
      const { code, out, err } = await run(args);
      expect([command, code]).toEqual([command, Number(words[0] ?? 0)]);
      const said = `${out}${err}`.trimEnd();
      if (UPDATES) replaceIn(guide, `$ ${command}\n${answer === "" ? "" : `${answer}\n`}`, `$ ${command}\n${said}\n`);
      else expect(answer).toBe(said);
    }
  });

  it.each(of("xml"))("%s is what it says", (_, { text, words }) => {
    const xml = /^<domain/.test(text) ? text : `<domain type='kvm'>\n<vcpu>8</vcpu>\n${text}</domain>`;
    expect(seriousIn(xml).sort()).toEqual([...words].sort());
  });

  it.each(
    [...LANGUAGES].flatMap(([language, kind]) => of(language).map(([place, block]) => [place, kind, block] as const)),
  )("%s holds what it says: %s", (_, kind, { text, words }) => {
    const rules = documentsIn(text, kind).flatMap(({ region }) => seriousIn(region?.text ?? text));
    expect(rules).toEqual(words);
  });

  it.each(of("sh"))("%s asks virsh", (_, { text }) => {
    for (const line of text.trim().split("\n")) expect(line).toMatch(VIRSH);
  });
});

function seriousIn(xml: string): string[] {
  const serious = findingsIn(xml).filter(({ severity }) => severity === "error" || severity === "warning");
  return serious.map(({ rule }) => rule);
}

function replaceIn(guide: string, before: string, after: string): void {
  const file = path.join(GUIDES, guide);
  writeFileSync(
    file,
    readFileSync(file, "utf8").replace(before, () => after),
  );
}
