import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Request } from "../../shared/src/messages.js";
import { afterEdit, afterItem, hoverText, startClient, type TestClient } from "./client.js";

let client: TestClient;
beforeAll(async () => {
  client = await startClient({ initializationOptions: { extension: true } });
});
afterAll(() => client.stop());

const CPU = "<cpu mode='custom'><model>Haswel</model><feature policy='requird' name='aes'/></cpu>";
const DOMAIN = `<domain type='kvm'><name>a</name><memory>65536</memory><vcpu>4</vcpu><os><type arch='x86_64'>hvm</type></os>${CPU}</domain>`;
const SCRIPT = `#!/bin/sh\nvirsh define /dev/stdin <<EOF\n${DOMAIN}\nEOF\n`;
const JSON_LIKE = `x = {"xml": "${DOMAIN.replaceAll("'", '\\"')}"}\n`;

/** The text that a range of the document marks. */
const marked = (text: string, { start, end }: { start: { line: number; character: number }; end: typeof start }) =>
  text.split("\n")[start.line]?.slice(start.character, end.character);

describe.each([
  ["a heredoc", SCRIPT, "'require'"],
  ["a string with escapes", JSON_LIKE, '\\"require\\"'],
])("in %s", (_where, text, mended) => {
  it("problems are at their places, and fixes change these alone", async () => {
    const document = await client.open(text, `file:///vms/${_where.replaceAll(" ", "-")}.py`);
    const diagnostics = await client.diagnostics(document);
    expect(diagnostics.map(({ code, range }) => [code, marked(text, range)])).toEqual([
      ["model-unknown", "Haswel"],
      ["feature-policy", "requird"],
    ]);
    const policy = diagnostics.find(({ code }) => code === "feature-policy");
    const [action] =
      policy === undefined ? [] : await client.codeActions(document, policy.range, [policy], ["quickfix"]);
    expect(afterEdit(document, action?.edit)).toBe(text.replace(/\\?['"]requird\\?['"]/, mended));
    const all = policy === undefined ? [] : await client.codeActions(document, policy.range, [], ["source.fixAll"]);
    expect(afterEdit(document, all[0]?.edit)).toBe(text.replace("requird", "require"));
  });

  it("what is under the cursor is explained, and the outline has it", async () => {
    const document = await client.open(text, `file:///vms/hover-${_where.replaceAll(" ", "-")}.py`);
    const hover = await client.hover(document, document.positionAt(text.indexOf("mode=") + 2));
    expect(hoverText(hover)).toMatch(/custom/);
    const symbols = await client.connection.sendRequest<{ name: string }[]>("textDocument/documentSymbol", {
      textDocument: { uri: document.uri },
    });
    expect(symbols.map(({ name }) => name)).toContain("cpu");
  });
});

describe("completion", () => {
  it("offers what fits there", async () => {
    const { document, position } = await client.openAt(SCRIPT.replace("Haswel<", "Has|<"), "file:///vms/complete.sh");
    const items = await client.complete(document, position);
    const item = items.find(({ label }) => label === "Haswell-noTSX");
    expect(item && afterItem(document, item)).toBe(SCRIPT.replace("Haswel<", "Haswell-noTSX<"));
    expect(item && (await client.resolve(item)).documentation).toMatchObject({ value: expect.stringMatching(/Intel/) });
  });

  it("writes quotes as the string around needs them, and nothing that would need more", async () => {
    const { document, position } = await client.openAt(
      JSON_LIKE.replace("<feature policy=", "|<feature policy="),
      "file:///vms/complete.py",
    );
    const items = await client.complete(document, position);
    const item = items.find(({ label }) => label === "topology");
    const after = (item && afterItem(document, item)) ?? "";
    expect(after).toContain('<topology sockets=\\"1\\"');
    expect(after.replace(/<topology[^>]*>/, "")).toBe(JSON_LIKE);
  });
});

it("a text with several documents has the findings of all, each with its own place", async () => {
  const text = `a = """${DOMAIN}"""\nb = """${DOMAIN.replace("kvm", "qemu")}"""\n`;
  const document = await client.open(text, "file:///vms/two.py");
  const lines = (await client.diagnostics(document)).map(({ code, range }) => `${range.start.line} ${code}`);
  expect(lines).toEqual(["0 model-unknown", "0 feature-policy", "1 model-unknown", "1 feature-policy"]);
});

it("a rewrite that would touch code is refused", async () => {
  const cpu = `"<cpu mode='host-" +\n  "model'/>"`;
  const text = `x = "<domain type='kvm'><os><type arch='x86_64'>hvm</type></os>" +\n  ${cpu} +\n  "</domain>"\n`;
  const { uri, version } = await client.open(text, "file:///vms/code.py");
  const caps = new URL("../../samples/hosts/node1.domcaps.xml", import.meta.url);
  const hosts = [{ uri: "file:///vms/node1.domcaps.xml", text: await readFile(caps, "utf8") }];
  const answer = await client.connection.sendRequest(Request.expandHostModel.method, { uri, version, hosts });
  expect(answer).toEqual({ error: expect.stringContaining("would touch the code around") });
});

it("a text without one is nobody's business", async () => {
  const document = await client.open("print('<p>')\n", "file:///vms/none.py");
  expect(await client.diagnostics(document)).toEqual([]);
  expect(await client.hover(document, { line: 0, character: 9 })).toBeNull();
});
