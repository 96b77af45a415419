import * as vscode from "vscode";
import { applyAction, describeDiagnostic, diagnosticsOf, quickFixes, rewrites } from "./answers.js";
import { checkEqual } from "./check.js";
import { closeAll, openSample } from "./documents.js";
import { painfulCases, type Step } from "./painfulCases.js";
import { sampleUri } from "./sampleUri.js";

/** Where the cases are written to, in the copy of the samples. */
const folder = "painful";

/** Whether a diagnostic is the one of this step, by its rule and the text that it marks. */
function isOf({ rule, marked }: Step, document: vscode.TextDocument) {
  return (diagnostic: vscode.Diagnostic): boolean =>
    describeDiagnostic(document, diagnostic).startsWith(`${rule} on «${marked}»: `);
}

/** Sees the mark, takes the action by its title, and waits until the mark is gone. */
async function fix(document: vscode.TextDocument, step: Step): Promise<void> {
  const isMark = isOf(step, document);
  const mark = (await diagnosticsOf(document, (all) => all.some(isMark))).find(isMark);
  if (mark === undefined) throw new Error(`no ${step.rule}`);
  checkEqual(vscode.DiagnosticSeverity[mark.severity].toLowerCase(), step.severity);
  const ask = step.rewrite ? rewrites : quickFixes;
  await applyAction(document, () => ask(document, mark.range), step.title);
  await diagnosticsOf(document, (all) => !all.some(isMark));
}

function isOurError({ source, severity }: vscode.Diagnostic): boolean {
  return source === "libvirt-cpu" && severity === vscode.DiagnosticSeverity.Error;
}

/** A part that is not there, or not only once, would make the comparison with the result say nothing. */
function changed(text: string, [before, after]: readonly [string, string]): string {
  checkEqual(text.split(before).length, 2);
  return text.replace(before, () => after);
}

/** A file of its own for each case: VS Code may open a new untitled document with the text of the last of that name. */
async function openCase(file: string, text: string): Promise<vscode.TextDocument> {
  await vscode.workspace.fs.writeFile(sampleUri(file), new TextEncoder().encode(text));
  return openSample(file);
}

describe("painful cases", () => {
  afterEach(closeAll);
  after(() => vscode.workspace.fs.delete(sampleUri(folder), { recursive: true }));

  for (const [index, { name, document: text, steps, changes }] of painfulCases.entries()) {
    it(`fixes ${name}`, async () => {
      const document = await openCase(`${folder}/${index}.xml`, text);
      for (const step of steps) await fix(document, step);
      checkEqual(document.getText(), changes.reduce(changed, text));
      await diagnosticsOf(document, (all) => !all.some(isOurError));
      for (const _step of steps) await vscode.commands.executeCommand("undo");
      checkEqual(document.getText(), text);
    });
  }
});
