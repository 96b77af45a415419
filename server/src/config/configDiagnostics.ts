import * as l10n from "@vscode/l10n";
import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { parseConfig } from "../../../shared/src/config/index.js";
import { toProtocolRange } from "../context.js";
import { source } from "../features/diagnostics.js";
import { type ConfigFacts, RULE_IDS } from "./configFacts.js";
import { hostProblems } from "./hostProblems.js";
import { makeSuggestions } from "./suggestions.js";

/**
 * What is wrong in the text of a `libvirt-cpu.json`, with names that may have been meant, and what is wrong with the
 * files that it names.
 *
 * @param checksSchema whether the editor tells by itself what JSON and the schema say
 */
export function configDiagnostics(
  textDocument: TextDocument,
  facts: ConfigFacts,
  checksSchema: boolean = false,
): Diagnostic[] {
  const text = textDocument.getText();
  const { problems } = parseConfig(text, { rules: RULE_IDS });
  const told = problems.filter(({ inSchema }) => !(checksSchema && inSchema));
  const suggest = makeSuggestions();
  return [...told, ...hostProblems(text, facts)].map((problem) => {
    const [meant] = suggest(problem);
    return {
      range: toProtocolRange(textDocument, problem),
      severity: problem.severity === "error" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
      code: "configuration",
      source,
      message: problem.message + (meant === undefined ? "" : l10n.t(' Did you mean "{0}"?', meant)),
    };
  });
}
