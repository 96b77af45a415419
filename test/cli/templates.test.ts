import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parseXml } from "../../shared/src/xml/index.js";
import { makeFolder, root, run } from "./run.js";

const CASES = path.join(root, "test", "cases");
const cases = readdirSync(path.join(CASES, "templates"), { recursive: true, encoding: "utf8" })
  .filter((name) => path.basename(name).includes(".") || name.endsWith("Vagrantfile"))
  .sort();

const HASWELL = ["model-unknown", "feature-unknown", "feature-policy"];
/** The mistakes that are written out in the templates, by rule; others are not libvirt's. */
const MISTAKES: Readonly<Record<string, readonly string[]>> = {
  "erb/vm-epp.xml": ["feature-unknown"],
  "erb/vm.xml.epp": ["feature-unknown"],
  "erb/vm-erb.xml": [],
  "erb/vm.xml.erb": [],
  "heredoc/envsubst.xml": [],
  "jinja/attrcond.xml": [],
  "jinja/cond.xml": HASWELL,
  "jinja/cond.xml.j2": HASWELL,
  "jinja/include.xml": [],
  "jinja/include.xml.j2": [],
  "jinja/loop.xml": [],
  "jinja/loop.xml.j2": [],
  "tf/domain.xml.tftpl": [],
  "tf/tftpl-as.xml": [],
};

interface Linted {
  readonly files: readonly { readonly diagnostics: readonly { readonly rule: string }[] }[];
}

function textOf(name: string): string {
  return readFileSync(path.join(CASES, "templates", name), "utf8");
}

describe("lint of a template", () => {
  it.each(cases)("finds what is certain: %s", async (name) => {
    const { out } = await run(["lint", "--json", path.join(CASES, "templates", name)]);
    const { files } = JSON.parse(out) as Linted;
    const rules = files.map(({ diagnostics }) => diagnostics.map(({ rule }) => rule));
    const mistakes = MISTAKES[name];
    expect(rules).toEqual(mistakes === undefined ? [] : [["template", ...mistakes]]);
  });

  it("of the field says nothing of its placeholders", async () => {
    const { out } = await run(["lint", "--json", path.join(CASES, "field", "23-template-placeholders.xml")]);
    const { files } = JSON.parse(out) as Linted;
    expect(files.flatMap(({ diagnostics }) => diagnostics.map(({ rule }) => rule))).toEqual(["template"]);
  });
});

describe("lint --fix of a template", () => {
  it("leaves every placeholder and tag as it is, and all else but what it fixes", async () => {
    const cwd = await makeFolder(Object.fromEntries(cases.map((name) => [name, textOf(name)])));
    await run(["lint", "--fix", "."], { cwd });
    await run(["lint", "--fix", ...cases], { cwd });
    for (const name of cases) {
      const [before, after] = [textOf(name), await readFile(path.join(cwd, name), "utf8")];
      expect(marksOf(after)).toEqual(marksOf(before));
      const fixed = MISTAKES[name]?.includes("feature-policy") ? before.replace("'requires'", "'require'") : before;
      expect(after).toBe(fixed);
    }
  });
});

function marksOf(text: string): string[] {
  return (parseXml(text).template?.marks ?? []).map(({ start, end }) => text.slice(start, end));
}

describe("the other commands say that they do not know", () => {
  const place = path.join(CASES, "templates", "jinja", "cond.xml");

  it("check-start", async () => {
    const { out, code } = await run(["check-start", place, "--host", "hosts/node1.domcaps.xml"]);
    expect(out).toMatch(
      /Unknown whether it starts on node1: the document is a template\n {2}\? {2}node1 {2}unknown: the document/,
    );
    expect(out).not.toMatch(/✓|✗/);
    expect(code).toBe(1);
  });

  it("check-start of a VM whose CPU may come", async () => {
    const stdin = "<domain type='kvm'>{% include 'cpu.xml' %}</domain>";
    const { out, code } = await run(["check-start", "-", "--host", "hosts/node1.domcaps.xml"], { stdin });
    expect(out).toMatch(/Unknown whether it starts/);
    expect(code).toBe(1);
  });

  it.each([["expand"], ["compare"]])("%s", async (command) => {
    const { err } = await run([command, place, ...(command === "expand" ? ["--features"] : ["xeon-gold-6130"])]);
    expect(err).toMatch(/It is a template: what its CPU will be depends on its placeholders/);
  });
});
