import { afterEach, describe, expect, it } from "vitest";
import { type MarkdownReport, Request } from "../../shared/src/messages.js";
import { readSample } from "../support/sampleFolder.js";
import { folder, hoverText, startClient, type TestClient } from "./client.js";

let client: TestClient;
afterEach(() => client.stop());

const NAMES = [
  "[run](command:workbench.action.quit)",
  "![p](https://example.org/p.png)",
  "<img src=x onerror=alert(1)>",
  "` [out](command:quit) `",
  "**bold** <b>",
  "a\\[b](command:quit)",
  "$(alert) $(sync~spin)",
  "https://example.org/x",
  "<http://example.org>",
  "www.example.org",
  "node1.example.org",
  "me@example.org",
  "@somebody #12 GH-12 owner/name#12",
  "command:workbench.action.quit",
  "# heading",
  "- item",
  "1. item",
  "> quote",
  "=== ---",
  "__proto__",
  "constructor",
  "toString",
];

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** Links of our own. */
const OWN = /\]\(https:\/\/(?:github\.com|libvirt\.org)[^)]*\)/g;

/**
 * What Markdown makes links, pictures and elements of: code and escaped characters are none. Addresses, mentions and
 * references become links although they are escaped: an editor's preview and GitHub look for them in what is shown.
 */
function markup(markdown: string): string[] {
  const text = markdown.replaceAll(/(?<!\\)((?:\\\\)*)`[^`\n]*`/g, "$1").replaceAll(OWN, "]");
  const shown = text.replaceAll(/\\([!-/:-@[-`{-~])/g, "$1");
  const plain = text.replaceAll(/\\[!-/:-@[-`{-~]/g, "");
  const links = /\w:\/\/|www\.|\.(?:org|com)|@\w|#\d|GH-\d|command:/g;
  return [...plain.matchAll(/\]\([^)]*\)|<\w+/g), ...shown.matchAll(links)].map(([found]) => found);
}

/** Lines that are a heading, a list's item or a quote by what a name begins with. */
function blocks(markdown: string, name: string): string[] {
  const begun = /^(?:#|-|>|=|\d+[.)])/.test(name);
  return begun ? markdown.split("\n").filter((line) => line.replace(/^(?:- )?(?:\*\*)?/, "").startsWith(name)) : [];
}

function configOf(name: string): string {
  return JSON.stringify({
    hosts: { [name]: { domainCapabilities: "a.xml" }, other: { domainCapabilities: "b.xml" } },
    pools: { [`p${name}`]: [name, "other"] },
    target: `p${name}`,
  });
}

async function withHosts(name: string): Promise<void> {
  const good = await readSample("hosts/node1.domcaps.xml");
  const config = configOf(name);
  client = await startClient({
    capabilities: { textDocument: { hover: { contentFormat: ["markdown"] } } },
    readFile: () => config,
    readHostFile: (uri) => (uri.endsWith("a.xml") ? good : "<broken"),
  });
  await client.hostsSettled();
}

describe.each(NAMES)("%j shows as text", (name) => {
  it("as model, feature and vendor on hover", async () => {
    client = await startClient({ capabilities: { textDocument: { hover: { contentFormat: ["markdown"] } } } });
    const value = escaped(name);
    const text = `<domain type='kvm'><cpu mode="custom"><model>${value}</model><vendor>${value}</vendor><feature policy="require" name="${value}"/></cpu></domain>`;
    const document = await client.open(text);
    let shown = 0;
    for (let offset = text.indexOf("<model>"); offset < text.length; offset += 3) {
      const hover = hoverText(await client.hover(document, document.positionAt(offset)));
      if (hover !== "") shown++;
      expect(markup(hover), hover).toEqual([]);
    }
    expect(shown).toBeGreaterThan(3);
    const codes = (await client.diagnostics(document)).map(({ code }) => code);
    expect(codes).toContain("model-unknown");
    expect(client.log).toEqual([]);
  });

  it("as host, pool and reference on hover over libvirt-cpu.json", async () => {
    await withHosts(name);
    const text = configOf(name);
    const document = await client.open(text, `${folder}/libvirt-cpu.json`);
    const shown = new Set<string>();
    for (let offset = 0; offset < text.length; offset += 2) {
      const hover = hoverText(await client.hover(document, document.positionAt(offset)));
      if (hover !== "") shown.add(hover);
      expect(markup(hover), hover).toEqual([]);
      expect(blocks(hover, name), hover).toEqual([]);
    }
    expect(shown.size).toBe(3);
    expect(client.log).toEqual([]);
  });

  it("as host and pool in hovers, lenses and reports", async () => {
    await withHosts(name);
    const text = "<domain type='kvm'>\n  <cpu mode='custom'><model>Skylake-Server</model></cpu>\n</domain>";
    const document = await client.open(text);
    expect((await client.lensTitles(document)).join()).toContain(name.replaceAll("$(", "\\$("));
    const { uri, version } = document;
    const position = document.positionAt(text.indexOf("Skylake") + 2);
    const hover = hoverText(await client.hover(document, position));
    expect(markup(hover), hover).toEqual([]);
    const requests: readonly (readonly [string, unknown])[] = [
      [Request.explainStart.method, { uri, version, position }],
      [Request.compareHosts.method, { subject: { uri, version }, hosts: [{ folder, name }] }],
      [Request.levels.method, { hosts: [{ folder, name: `p${name}` }] }],
    ];
    for (const [method, params] of requests) {
      const report = await client.connection.sendRequest<MarkdownReport>(method, params);
      if ("error" in report) throw new Error(report.error);
      const { markdown } = report;
      expect(markup(markdown), markdown).toEqual([]);
    }
    expect(client.log).toEqual([]);
  });
});
