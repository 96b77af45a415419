import * as l10n from "@vscode/l10n";
import { findNodeAtOffset, type Node } from "jsonc-parser";
import { type CodeAction, CodeActionKind, type Diagnostic } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type ConfigProblem, readJson } from "../../../shared/src/config/index.js";
import { removeChild } from "../../../shared/src/config/jsonEdits.js";
import { configProblems, makeSuggestions } from "../../../shared/src/hosts/facts/index.js";
import { RULE_IDS } from "../../../shared/src/rules/index.js";
import type { Range } from "../../../shared/src/xml/index.js";
import type { TextEdit } from "../../../shared/src/xml/textEdit.js";
import type { Client } from "../client.js";
import { toWorkspaceEdit } from "../features/workspaceEdit.js";
import type { ConfigFacts } from "./configDiagnostics.js";

const MOST_MEANT = 3;
const MOST_PROBLEMS = 20;

export interface ConfigActionRequest {
  readonly textDocument: TextDocument;
  readonly client: Client;
  readonly range: Range;
  /** What the client shows there, its own messages included. */
  readonly diagnostics: readonly Diagnostic[];
  readonly facts: ConfigFacts;
}

/** Quick fixes at a place of a configuration: the name that was meant, or without what does nothing. */
export function configActions(request: ConfigActionRequest): CodeAction[] {
  const { textDocument, range, facts } = request;
  const text = textDocument.getText();
  const touched = configProblems(text, { ...facts, rules: RULE_IDS }).filter(
    ({ start, end }) => start <= range.end && end >= range.start,
  );
  const suggest = makeSuggestions();
  return touched.slice(0, MOST_PROBLEMS).flatMap((problem) => {
    const meant = meantActions(request, problem, suggest(problem, MOST_MEANT), JSON.stringify);
    return [...meant, ...removal(text, problem).map((fix) => action(request, problem, fix))];
  });
}

/** Quick fixes for a comment in which a document names a target that is not there. */
export function commentActions(request: Omit<ConfigActionRequest, "facts">, problem: ConfigProblem): CodeAction[] {
  const { start, end } = request.range;
  if (problem.start > end || problem.end < start) return [];
  return meantActions(request, problem, makeSuggestions()(problem, MOST_MEANT), (name) => name);
}

function meantActions(
  request: Omit<ConfigActionRequest, "facts">,
  problem: ConfigProblem,
  names: readonly string[],
  write: (name: string) => string,
): CodeAction[] {
  return names.map((name, index) =>
    action(request, problem, {
      title: l10n.t('Change to "{0}"', name),
      isPreferred: index === 0,
      edits: [{ start: problem.start, end: problem.end, newText: write(name) }],
    }),
  );
}

interface Removal {
  readonly title: string;
  readonly isPreferred: boolean;
  readonly edits: readonly TextEdit[];
}

function removal(text: string, problem: ConfigProblem): Removal[] {
  const { root } = readJson(text);
  const node = problem.removable === true && root !== undefined ? findNodeAtOffset(root, problem.start) : undefined;
  if (node === undefined) return [];
  const child: Node = node.parent?.type === "property" ? node.parent : node;
  const edits = removeChild(text, child).map(({ offset, length, content }) => {
    return { start: offset, end: offset + length, newText: content };
  });
  return [
    {
      title: l10n.t("Remove {0}", text.slice(node.offset, node.offset + Math.min(node.length, 60))),
      isPreferred: false,
      edits,
    },
  ];
}

function action(
  { textDocument, client, diagnostics }: Omit<ConfigActionRequest, "facts">,
  { start }: ConfigProblem,
  { title, isPreferred, edits }: Removal,
): CodeAction {
  const about = diagnostics.filter(({ range }) => textDocument.offsetAt(range.start) === start);
  return {
    title,
    kind: CodeActionKind.QuickFix,
    ...(about.length > 0 ? { diagnostics: about } : {}),
    ...(isPreferred ? { isPreferred } : {}),
    edit: toWorkspaceEdit(edits, { textDocument, client }),
  };
}
