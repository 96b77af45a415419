import type { Diagnostic } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { IncludedMap } from "../../../shared/src/catalogue/index.js";
import { configProblems, makeProblemTexts, type NamedByConfig } from "../../../shared/src/hosts/facts/index.js";
import { RULE_IDS, type RuleDoc } from "../../../shared/src/rules/index.js";
import { problemDiagnostic } from "../handlers/publishDiagnostics.js";

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
  const textOf = makeProblemTexts();
  const problems = configProblems(textDocument.getText(), { ...facts, rules: RULE_IDS });
  return problems
    .filter(({ inSchema }) => !(checksSchema && inSchema))
    .map((problem) => problemDiagnostic(textDocument, problem, textOf));
}

/** What the server knows besides the text. */
export interface ConfigFacts extends Omit<NamedByConfig, "rules"> {
  /** The CPU maps that are included, oldest first. */
  readonly maps: readonly IncludedMap[];
  /** What the rules' pages say, by rule id. */
  readonly ruleDocs: ReadonlyMap<string, RuleDoc>;
}
