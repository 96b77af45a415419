import * as vscode from "vscode";
import {
  applyAction,
  completions,
  describeDiagnostic,
  diagnosticsOf,
  hoverText,
  labelOf,
  quickFixes,
} from "./answers.js";
import { checkEqual, checkIncludes } from "./check.js";
import { closeAll, openSample, positionOf, rangeOf, replaceMarked } from "./documents.js";

/** What the schema finds, and what only we do; both in the text below. */
const OF_SCHEMA = ['"taget"', '"KVM"', '"loud"'];
const OURS = ['"nod1"', '"../a.xml"', '"model-unknwn"'];

const BROKEN = `{
  // comments are welcome
  "hosts": {
    "node1": { "domainCapabilities": "hosts/node1.domcaps.xml", "virtType": "KVM" },
    "node2": { "capabilities": "../a.xml" },
  },
  "pools": { "prod": ["node1", "nod1"] },
  "taget": "prod",
  "rules": { "xml": "loud", "model-unknwn": "off" }
}
`;

async function openConfig(text: string): Promise<vscode.TextDocument> {
  const document = await openSample("libvirt-cpu.json");
  const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, whole, text);
  checkEqual(await vscode.workspace.applyEdit(edit), true);
  return document;
}

const touches = (range: vscode.Range) => (diagnostic: vscode.Diagnostic) =>
  diagnostic.range.intersection(range) !== undefined;

describe("libvirt-cpu.json", () => {
  afterEach(closeAll);

  it("is JSON with comments", async () => {
    const document = await openSample("libvirt-cpu.json");
    checkEqual(document.languageId, "jsonc");
  });

  it("marks each mistake once, whoever finds it", async () => {
    const document = await openConfig(BROKEN);
    const expected = [...OF_SCHEMA, ...OURS].map((text) => rangeOf(document, text));
    const found = await diagnosticsOf(document, (diagnostics) =>
      expected.every((range) => diagnostics.some(touches(range))),
    );
    const places = found.map(({ range }) => document.getText(range)).sort();
    checkEqual(places.join(" "), [...OF_SCHEMA, ...OURS].sort().join(" "));
    const messages = found.map((diagnostic) => describeDiagnostic(document, diagnostic)).join("\n");
    for (const text of OURS) checkIncludes(messages, `configuration on «${text}»`);
  });

  it("offers the hosts that a pool lacks, each once", async () => {
    const document = await openConfig(BROKEN);
    const { position } = await replaceMarked(document, '"node1", "nod1"', '"node1", "|"');
    const labels = (await completions({ document, position })).map(labelOf);
    checkEqual(labels.filter((label) => label.includes("node2")).length, 1);
    checkEqual(labels.filter((label) => label.includes("node1")).length, 0);
  });

  it("mends a name", async () => {
    const document = await openConfig(BROKEN);
    await diagnosticsOf(document, (diagnostics) => diagnostics.some(touches(rangeOf(document, '"nod1"'))));
    const range = rangeOf(document, '"nod1"');
    const text = await applyAction(document, () => quickFixes(document, range), 'Change to "node1"');
    checkIncludes(text, '["node1", "node1"]');
  });

  it("tells on hover what is known of a host", async () => {
    const document = await openSample("libvirt-cpu.json");
    const text = await hoverText({ document, position: positionOf(document, '"no|de1": {') });
    checkIncludes(text, "**node1**");
  });

  it("has no code lens, no symbol of ours", async () => {
    const document = await openSample("libvirt-cpu.json");
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
    );
    checkEqual(lenses.length, 0);
  });
});
