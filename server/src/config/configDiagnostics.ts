import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Comparable, comparable, similarTo } from "../../../shared/src/catalogue/similarNames.js";
import { type ConfigProblem, parseConfig } from "../../../shared/src/config/index.js";
import { RULES } from "../../../shared/src/rules/index.js";
import { toProtocolRange } from "../context.js";
import { source } from "../features/diagnostics.js";
import { configFile } from "../settings.js";

/** Is a document a folder's configuration? */
export function isConfigDocument(uri: string): boolean {
  return uri.slice(uri.lastIndexOf("/") + 1) === configFile;
}

/** What is wrong in the text of a `libvirt-cpu.json`, with names that may have been meant. */
export function configDiagnostics(textDocument: TextDocument): Diagnostic[] {
  const { problems } = parseConfig(textDocument.getText(), { rules: RULES.map(({ id }) => id) });
  const suggest = makeSuggestions();
  return problems.map((problem) => ({
    range: toProtocolRange(textDocument, problem),
    severity: problem.severity === "error" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    code: "configuration",
    source,
    message: problem.message + suggest(problem),
  }));
}

/** Thousands of hosts are made ready to be compared once, not for each problem. */
function makeSuggestions(): (problem: ConfigProblem) => string {
  const ready = new Map<readonly string[], Comparable[]>();
  return ({ unknown }) => {
    if (unknown === undefined) return "";
    const candidates = ready.get(unknown.known) ?? comparable(unknown.known);
    ready.set(unknown.known, candidates);
    const [meant] = similarTo(unknown.name, candidates, 1);
    return meant === undefined ? "" : ` Did you mean "${meant}"?`;
  };
}
