import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CodeAction } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { afterEdit, startClient, type TestClient } from "./client.js";

const RESOLVES = {
  workspace: { workspaceEdit: { documentChanges: true } },
  textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ["edit"] } } },
};
const CONTENT_MODIFIED = -32801;
const vm = (cpu: string) => `<domain type='kvm'>\n  <vcpu>8</vcpu>\n  ${cpu}\n</domain>`;
const LIVE = vm("<cpu check='full'><model>EPYC</model><feature policy='require' name='hypervisor'/></cpu>");
const NORMALISED = vm("<cpu check='partial'><model>EPYC</model></cpu>");
const NORMALISE = "Clean up CPU copied from a running VM";

let client: TestClient;
beforeAll(async () => {
  client = await startClient({ capabilities: RESOLVES });
});
afterAll(() => client.stop());

async function listed(document: TextDocument, title = NORMALISE): Promise<CodeAction> {
  const start = document.positionAt(document.getText().indexOf("<model"));
  const actions = await client.codeActions(document, { start, end: start }, [], ["refactor.rewrite"]);
  const action = actions.find((each) => each.title === title);
  if (action === undefined) throw new Error(`no ${title} among ${actions.map((each) => each.title).join(" | ")}`);
  return action;
}

function resolved(action: CodeAction): Promise<CodeAction> {
  return client.connection.sendRequest("codeAction/resolve", action);
}

describe("a rewrite's edit is worked out when it is chosen", () => {
  it("by clients that ask for it then", async () => {
    const document = await client.open(LIVE);
    const action = await listed(document);
    expect(action.edit).toBeUndefined();
    const { edit } = await resolved(action);
    expect(afterEdit(document, edit)).toBe(NORMALISED);
    expect(edit?.documentChanges?.[0]).toMatchObject({ textDocument: { version: document.version } });
  });

  it("not for another text", async () => {
    const document = await client.open(LIVE);
    const action = await listed(document);
    await client.change(document, [{ text: LIVE.replace("EPYC", "EPYC-Rome") }]);
    await expect(resolved(action)).rejects.toMatchObject({ code: CONTENT_MODIFIED });
  });

  it("for the present version where the text is the same again", async () => {
    const document = await client.open(LIVE);
    const action = await listed(document);
    await client.change(document, [{ text: NORMALISED }]);
    await client.change(document, [{ text: LIVE }]);
    const { edit } = await resolved(action);
    expect(edit?.documentChanges?.[0]).toMatchObject({ textDocument: { version: document.version } });
    expect(afterEdit(document, edit)).toBe(NORMALISED);
  });

  it("not for a document that is closed", async () => {
    const document = await client.open(LIVE);
    const action = await listed(document);
    await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri: document.uri } });
    await expect(resolved(action)).rejects.toMatchObject({ code: CONTENT_MODIFIED });
  });

  it.each([
    ["without data", { title: "x" }],
    ["with the data of somebody else", { title: "x", data: { id: 1 } }],
  ])("an action %s changes nothing", async (_, action) => {
    const answer = await resolved(action).catch((error: { code: number }) => error.code);
    expect([CONTENT_MODIFIED, action]).toContainEqual(answer);
  });

  it("of quick fixes and fix-all it is there from the beginning", async () => {
    const document = await client.open(vm("<cpu mode='host-model' match='exact'/>"));
    const [problem] = await client.diagnostics(document);
    if (problem === undefined) throw new Error("no diagnostic");
    const kinds = ["quickfix", "source.fixAll"];
    const actions = await client.codeActions(document, problem.range, [problem], kinds);
    expect(actions.every(({ edit }) => edit !== undefined)).toBe(true);
    expect(actions.map(({ kind }) => kind)).toContain("source.fixAll.libvirt-cpu");
  });
});

describe("a long check", () => {
  const DOMAIN = "<domain type='kvm'><cpu mode='host-model'><feature name='ase'/></cpu></domain>\n";
  const long = `<domainsnapshot>\n${DOMAIN.repeat(5000)}</domainsnapshot>\n`;

  it("holds up no answer about another document, and gives way to a newer text", async () => {
    const small = await client.open(vm("<cpu mode='host-model'/>"));
    await client.diagnostics(small);
    const order: string[] = [];
    const document = await client.open(long);
    const checked = client.diagnostics(document).then(() => order.push("checked"));
    const answered = client.hover(small, { line: 2, character: 4 }).then(() => order.push("answered"));
    await Promise.all([checked, answered]);
    expect(order).toEqual(["answered", "checked"]);
    await client.change(document, [{ text: `${long} ` }]);
    await client.change(document, [{ text: vm("<cpu/>") }]);
    await client.diagnostics(document);
    const versions = client.published.filter(({ uri }) => uri === document.uri).map(({ version }) => version);
    expect(versions).toEqual([1, 3]);
  });
});
