import { afterEach, describe, expect, it } from "vitest";
import { Message, type Report } from "../../shared/src/messages.js";
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
  "__proto__",
  "constructor",
  "toString",
];

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** What Markdown makes links, pictures and elements of: code and escaped characters are none. */
function markup(markdown: string): string[] {
  const plain = markdown.replaceAll(/\\[!-/:-@[-`{-~]/g, "").replaceAll(/`[^`\n]*`/g, "");
  return [...plain.matchAll(/\]\((?!https:\/\/(?:github\.com|libvirt\.org))[^)]*\)|<\w+/g)].map(([found]) => found);
}

async function withHosts(name: string): Promise<void> {
  const good = await readSample("hosts/node1.domcaps.xml");
  const config = JSON.stringify({
    hosts: { [name]: { domainCapabilities: "a.xml" }, other: { domainCapabilities: "b.xml" } },
    pools: { [`p${name}`]: [name, "other"] },
    target: `p${name}`,
  });
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
      [Message.explainStart, { uri, version, position }],
      [Message.compareHosts, { subject: { uri, version }, hosts: [{ folder, name }] }],
      [Message.levels, { hosts: [{ folder, name: `p${name}` }] }],
    ];
    for (const [method, params] of requests) {
      const report = await client.connection.sendRequest<Report>(method, params);
      if ("error" in report) throw new Error(report.error);
      const { markdown } = report;
      expect(markup(markdown), markdown).toEqual([]);
    }
    expect(client.log).toEqual([]);
  });
});
