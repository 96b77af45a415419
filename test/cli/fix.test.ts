import { chmod, lstat, readdir, readFile, stat, symlink } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { exampleDocument } from "../../scripts/ruleExample.js";
import { readVectors } from "../conformance/vectors.js";
import { afterEdit, startClient, type TestClient } from "../protocol/client.js";
import { RULE_EXAMPLES } from "../support/ruleExamples.js";
import { kvm, makeFolder, run, WRONG } from "./run.js";

const DROPPED = kvm(
  "<cpu mode='host-passthrough' match='exact'>\n    <feature policy='optional' name='aes'/>\n  </cpu>",
);
const FIXED = kvm("<cpu mode='host-passthrough'>\n  </cpu>");
const FIX_ALL = "source.fixAll.libvirt-cpu";

let client: TestClient;
beforeAll(async () => {
  client = await startClient();
});
afterAll(() => client.stop());

/** The editor's fix-all, used until it offers nothing more. */
async function fixInEditor(text: string): Promise<string> {
  const document: TextDocument = await client.open(text);
  const diagnostics = await client.diagnostics(document);
  const end = document.positionAt(text.length);
  const whole = { start: { line: 0, character: 0 }, end };
  const [action] = await client.codeActions(document, whole, diagnostics, [FIX_ALL]);
  return action === undefined ? text : fixInEditor(afterEdit(document, action.edit));
}

describe("--fix", () => {
  it("makes of every rule's example and recorded domains what the editor's fix-all makes", async () => {
    const recorded = readVectors<{ xml: string }>("domains.jsonl").flatMap(({ xml }, index) =>
      index % 5 === 0 ? [xml] : [],
    );
    const texts = [...RULE_EXAMPLES.map(({ example }) => exampleDocument(example)), ...recorded, DROPPED];
    const cwd = await makeFolder(Object.fromEntries(texts.map((text, index) => [`${index}.xml`, text])));
    await run(["lint", "--fix", "."], { cwd });
    let changed = 0;
    for (const [index, text] of texts.entries()) {
      const expected = await fixInEditor(text);
      if (expected !== text) changed++;
      expect(await readFile(path.join(cwd, `${index}.xml`), "utf8")).toBe(expected);
    }
    expect(changed).toBeGreaterThan(10);
  }, 60_000);

  it("says what it did, and what is left", async () => {
    const cwd = await makeFolder({ "a.xml": DROPPED, "b.xml": WRONG });
    const { out, code } = await run(["lint", "--fix", "."], { cwd });
    expect(out).toMatch(/^a\.xml\n {2}3 {2}fixed {2}match-ignored {12}Remove match$/m);
    expect(out).toMatch(/^1 error in 2 documents; 2 fixed\.$/m);
    expect(code).toBe(1);
    expect(await readFile(path.join(cwd, "a.xml"), "utf8")).toBe(FIXED);
    expect(await readFile(path.join(cwd, "b.xml"), "utf8")).toBe(WRONG);
  });

  it("prints the fixed document of standard input, and reports beside it", async () => {
    const { out, err, code } = await run(["lint", "--fix", "-"], { stdin: DROPPED });
    expect(out).toBe(FIXED);
    expect(err).toContain("2 fixed");
    expect(code).toBe(0);
    expect((await run(["lint", "--fix", "-"], { stdin: WRONG })).out).toBe(WRONG);
  });

  it("gives back a document that is too large to be looked into, and no part of one", async () => {
    const large = DROPPED + " ".repeat(8 * 1024 * 1024);
    expect((await run(["lint", "--fix", "-"], { stdin: large })).out).toBe(large);
    const huge = await run(["lint", "--fix", "-"], { stdin: DROPPED.padEnd(33 * 1024 * 1024) });
    expect([huge.out, huge.code]).toEqual(["", 2]);
    expect(huge.err).toContain("It is too large to fix.");
  });

  it.each<[string, (text: string) => Uint8Array]>([
    ["CRLF", (text) => Buffer.from(text.replaceAll("\n", "\r\n"))],
    ["a byte order mark", (text) => Buffer.from(`\ufeff${text}`)],
    ["UTF-16, little end first", (text) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16, big end first", (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
    ["no line end at the end", (text) => Buffer.from(text.trimEnd())],
  ])("keeps %s", async (_, encoded) => {
    const cwd = await makeFolder({ "a.xml": encoded(DROPPED) });
    await run(["lint", "--fix", "a.xml"], { cwd });
    expect(await readFile(path.join(cwd, "a.xml"))).toEqual(encoded(FIXED));
  });

  it("leaves a document that it cannot write in its encoding, and says so", async () => {
    const head = "<?xml version='1.0' encoding='ISO-8859-1'?><!-- \u00e4 -->\n";
    const before = Buffer.from(head + DROPPED, "latin1");
    const cwd = await makeFolder({ "a.xml": before });
    const { out, code } = await run(["lint", "--fix", "a.xml"], { cwd });
    expect(out).toContain("It was not fixed: only UTF-8 and UTF-16 can be written, not iso-8859-1.");
    expect(code).toBe(2);
    expect(await readFile(path.join(cwd, "a.xml"))).toEqual(before);
  });

  it("writes UTF-8 that is declared by another name", async () => {
    const text = (body: string) => `<?xml version='1.0' encoding='UTF8'?><!-- \u00e4 -->\n${body}`;
    const cwd = await makeFolder({ "a.xml": text(DROPPED) });
    expect((await run(["lint", "--fix", "a.xml"], { cwd })).code).toBe(0);
    expect(await readFile(path.join(cwd, "a.xml"), "utf8")).toBe(text(FIXED));
  });

  it("prints nothing but UTF-8: a document that says otherwise would be read wrongly", async () => {
    const head = "<?xml version='1.0' encoding='ISO-8859-1'?><!-- \u00e4 -->\n";
    const stdin = Buffer.from(head + kvm("<cpu mode='host-model'/>"), "latin1");
    const fixed = await run(["lint", "--fix", "-"], { stdin });
    expect([fixed.code, fixed.out]).toEqual([2, ""]);
    expect(fixed.err).toContain("only UTF-8 can be printed, not iso-8859-1");
    const expanded = await run(["expand", "-", "--host", "xeon-gold-6130"], { stdin });
    expect([expanded.code, expanded.out]).toEqual([2, ""]);
    expect(expanded.err).toContain("Only UTF-8 is printed, and it is in iso-8859-1.");
  });

  it("keeps mode and links, and leaves nothing behind", async () => {
    const cwd = await makeFolder({ "real/a.xml": DROPPED, "b.xml": kvm("<cpu mode='host-passthrough'/>") });
    await chmod(path.join(cwd, "real/a.xml"), 0o640);
    await symlink("real/a.xml", path.join(cwd, "a.xml"));
    const untouched = await stat(path.join(cwd, "b.xml"));
    await run(["lint", "--fix", "."], { cwd });
    expect((await lstat(path.join(cwd, "a.xml"))).isSymbolicLink()).toBe(true);
    expect((await stat(path.join(cwd, "real/a.xml"))).mode & 0o777).toBe(0o640);
    expect(await readFile(path.join(cwd, "real/a.xml"), "utf8")).toBe(FIXED);
    expect(await readdir(path.join(cwd, "real"))).toEqual(["a.xml"]);
    expect((await stat(path.join(cwd, "b.xml"))).ino).toBe(untouched.ino);
  });

  it("honours what the configuration switches off", async () => {
    const rules = { "match-ignored": "off", "policy-optional-ignored": "off" };
    const cwd = await makeFolder({ "a.xml": DROPPED, "libvirt-cpu.json": JSON.stringify({ rules }) });
    await run(["lint", "--fix", "a.xml"], { cwd });
    expect(await readFile(path.join(cwd, "a.xml"), "utf8")).toBe(DROPPED);
  });
});
