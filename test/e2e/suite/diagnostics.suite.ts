import * as vscode from "vscode";
import { describeDiagnostic, diagnosticsOf } from "./answers.js";
import { checkEqual } from "./check.js";
import { closeAll, openCpu, openSample, rangeOf, replaceMarked } from "./documents.js";

/** What is wrong in broken.xml; a diagnostic must touch each of these. */
const mistakes = ["Hasswell", "'strict'", "'yes'", "'enable'", "sse4_1", "hv_relaxed"];

function touches(text: string, document: vscode.TextDocument) {
  const range = rangeOf(document, text);
  return (diagnostic: vscode.Diagnostic): boolean => diagnostic.range.intersection(range) !== undefined;
}

describe("diagnostics", () => {
  afterEach(closeAll);

  for (const mistake of mistakes) {
    it(`marks ${mistake} in broken.xml`, async () => {
      const document = await openSample("broken.xml");
      await diagnosticsOf(document, (diagnostics) => diagnostics.some(touches(mistake, document)));
    });
  }

  it("finds no error in web01.xml, and one as soon as a mistake is typed", async () => {
    const document = await openSample("web01.xml");
    await replaceMarked(document, "policy='disable' name='vmx'", "policy='disabel|' name='vmx'");
    const found = await diagnosticsOf(document, (diagnostics) => diagnostics.some(touches("disabel", document)));
    const elsewhere = found
      .filter((diagnostic) => diagnostic.severity === vscode.DiagnosticSeverity.Error)
      .filter((diagnostic) => !touches("disabel", document)(diagnostic));
    checkEqual(elsewhere.map((diagnostic) => describeDiagnostic(document, diagnostic)).join("\n"), "");
  });

  it("goes away when the mistake does", async () => {
    const { document } = await openCpu("<cpu mode='host-model'><feature policy='enable' name='vmx'/></cpu>|");
    await diagnosticsOf(document, (diagnostics) => diagnostics.some(touches("'enable'", document)));
    await replaceMarked(document, "'enable'", "'require'|");
    await diagnosticsOf(document, (diagnostics) => !diagnostics.some(touches("'require'", document)));
  });
});
