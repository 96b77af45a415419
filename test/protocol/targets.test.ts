import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CodeLens } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type DocumentTarget, Request } from "../../shared/src/messages.js";
import { readSample, serveSamples } from "../support/sampleFolder.js";
import { afterEdit, folder, startClient, type TestClient } from "./client.js";

const EPYC =
  "<domain type='kvm'><name>a</name><memory>1</memory><os><type arch='x86_64' machine='q35'>hvm</type></os><cpu><model>EPYC</model></cpu></domain>";

/** What is found whatever the target is. */
const ELSEWHERE = ["mitigations-missing"];

let client: TestClient;
beforeAll(async () => {
  const config = JSON.parse(await readSample("libvirt-cpu.json")) as Record<string, unknown>;
  const targets = { "vms/amd/**": "node3", "vms/wrong/": "nod3" };
  const text = JSON.stringify({ ...config, targets, exclude: ["old/"] });
  client = await startClient({
    readFile: (uri) => (uri === `${folder}/libvirt-cpu.json` ? text : null),
    readHostFile: serveSamples(folder),
  });
  await client.hostsSettled();
});
afterAll(() => client.stop());

async function lenses({ uri }: TextDocument): Promise<string[]> {
  const ask = async () => {
    const found = await client.connection.sendRequest<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
    return found.map(({ command }) => command?.title ?? "");
  };
  const all = await client.until(ask, (titles) => !titles.some((title) => /^(?:Checking|Reading)/.test(title)));
  return all.filter((title) => title !== "Fix for all hosts…");
}

function targetOf({ uri }: TextDocument): Promise<DocumentTarget | null> {
  return client.connection.sendRequest<DocumentTarget | null>(Request.documentTarget.method, { uri });
}

describe("the documents of a folder", () => {
  it.each<[path: string, text: string, lens: string[], codes: string[], own: Partial<DocumentTarget>]>([
    ["a.xml", EPYC, ["Does not start on prod"], ["target-model"], { target: "prod", because: "default" }],
    ["vms/amd/a.xml", EPYC, ["Starts on node3"], [], { target: "node3", because: { pattern: "vms/amd/**" } }],
    [
      "vms/amd/b.xml",
      `<!-- libvirt-cpu-target prod -->${EPYC}`,
      ["Does not start on prod"],
      ["target-model"],
      { target: "prod", because: "comment" },
    ],
    ["c.xml", EPYC.replace(">", "><!-- libvirt-cpu-target node3 -->"), ["Starts on node3"], [], { target: "node3" }],
    ["d.xml", `<!-- libvirt-cpu-target nod3 -->${EPYC}`, [], ["configuration"], { because: "comment" }],
    ["vms/wrong/a.xml", EPYC, [], [], { because: { pattern: "vms/wrong/" } }],
    ["old/a.xml", EPYC.replace("EPYC", "Hasswell"), [], [], { isExcluded: true }],
  ])("%s: %s", async (path, text, lens, codes, own) => {
    const document = await client.open(text, `${folder}/${path}`);
    expect(await lenses(document)).toEqual(lens.map((title) => expect.stringContaining(title)));
    const found = await client.diagnostics(document, (all) =>
      codes.every((code) => all.some((one) => one.code === code)),
    );
    // Of a file that is left alone nothing is said at all.
    const said = found.map(({ code }) => String(code)).filter((code) => own.isExcluded || !ELSEWHERE.includes(code));
    expect([...new Set(said)]).toEqual(codes);
    expect(await targetOf(document)).toMatchObject(own);
  });

  it("names what may have been meant in a comment, at its place", async () => {
    const document = await client.open(`<!-- libvirt-cpu-target nod3 -->${EPYC}`, `${folder}/e.xml`);
    const [problem] = await client.diagnostics(document, (all) => all.length > 0);
    expect(problem?.message).toBe(
      '"nod3" is not a host or pool of libvirt-cpu.json, so this file has no target. Did you mean "node3"?',
    );
    expect(document.getText(problem?.range)).toBe("nod3");
    if (problem === undefined) throw new Error("no problem");
    const actions = await client.codeActions(document, problem.range, [problem]);
    const action = actions.find(({ title }) => title === 'Change to "node3"');
    expect(action).toMatchObject({ isPreferred: true, diagnostics: [{ code: "configuration" }] });
    expect(afterEdit(document, action?.edit)).toContain("<!-- libvirt-cpu-target node3 -->");
  });

  it("of which one is excluded still has completion", async () => {
    const { document, position } = await client.openAt(EPYC.replace("EPYC", "EP|"), `${folder}/old/b.xml`);
    expect((await client.complete(document, position)).map(({ label }) => label)).toContain("EPYC");
  });

  it("and those of no folder have no target", async () => {
    expect(await targetOf(await client.open(EPYC, "file:///elsewhere/a.xml"))).toBeNull();
  });
});
