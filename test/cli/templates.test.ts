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
const MISSPELT = ["model-unknown", "feature-policy", "feature-unknown"];
/** What is found in them, by rule; others are not libvirt's. */
const FOUND: Readonly<Record<string, readonly string[]>> = {
  "erb/vm-epp.xml": ["template", "feature-unknown"],
  "erb/vm.xml.epp": ["template", "feature-unknown"],
  "erb/vm-erb.xml": ["template"],
  "erb/vm.xml.erb": ["template"],
  "heredoc/envsubst.xml": ["template"],
  "heredoc/mk.sh": ["template", "feature-unknown"],
  "heredoc/tpl.py": ["template", ...MISSPELT],
  "jinja/attrcond.xml": ["template"],
  "jinja/cond.xml": ["template", ...HASWELL],
  "jinja/cond.xml.j2": ["template", ...HASWELL],
  "jinja/include.xml": ["template"],
  "jinja/include.xml.j2": ["template"],
  "jinja/loop.xml": ["template"],
  "jinja/loop.xml.j2": ["template"],
  "nix/string.nix": ["template", ...MISSPELT],
  "tf/cpu.xsl": MISSPELT,
  "tf/domain.xml.tftpl": ["template"],
  "tf/tftpl-as.xml": ["template"],
  "tf/v8.tf": ["model-unknown"],
  "tf/xslt-as.xml": MISSPELT,
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
    expect(rules).toEqual(FOUND[name] === undefined ? [] : [FOUND[name]]);
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
      const isFixed = FOUND[name]?.includes("feature-policy");
      expect(after).toBe(isFixed ? before.replace(/requires|requird/, "require") : before);
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
