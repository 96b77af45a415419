import * as l10n from "@vscode/l10n";
import { type CodeAction, CodeActionKind, type Diagnostic } from "vscode-languageserver";
import type { DomainView } from "../../../shared/src/domain/index.js";
import {
  type Finding,
  type Fix,
  fixAll,
  fixesFor,
  safeFixFor,
  silence,
  viewAt,
} from "../../../shared/src/rules/index.js";
import type { Range } from "../../../shared/src/xml/index.js";
import type { FeatureContext } from "../context.js";
import { documentRewrites } from "./documentRewrites.js";
import { rewriteActions } from "./rewriteActions.js";
import { targetRewrites } from "./targetRewrites.js";
import { toWorkspaceEdit } from "./workspaceEdit.js";

export const fixAllKind = `${CodeActionKind.SourceFixAll}.libvirt-cpu`;

/** The kinds of actions there are. */
export const codeActionKinds: string[] = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind];

export interface CodeActionRequest {
  readonly range: Range;
  readonly findings: readonly Finding[];
  /** The document's definitions. */
  readonly views: readonly DomainView[];
  /** What the client shows at the place. */
  readonly diagnostics: readonly Diagnostic[];
  /** The kinds asked for; undefined for all. */
  readonly only: readonly string[] | undefined;
}

/** What can be done at a place of the document. */
export function codeActions(context: FeatureContext, request: CodeActionRequest): CodeAction[] {
  const actions: CodeAction[] = [];
  const wants = (kind: string) => wantsKind(request.only, kind);
  if (wants(CodeActionKind.QuickFix)) actions.push(...quickFixes(context, request));
  if (wants(CodeActionKind.RefactorRewrite)) {
    const { range } = request;
    actions.push(
      ...documentRewrites(context, range),
      ...rewriteActions(context, range),
      ...targetRewrites(context, range),
    );
  }
  // Wanted on purpose only: it looks at the whole document, which is too much for every move of the cursor.
  if (request.only !== undefined && wants(fixAllKind)) actions.push(...fixAllAction(context, request));
  return actions;
}

/** A kind stands for itself and for all below it. */
export function wantsKind(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((each) => each === "" || kind === each || kind.startsWith(`${each}.`));
}

/** Of a selection with more problems only so many are looked at: nobody reads a longer menu. */
const MAX_TOUCHED = 50;

function quickFixes(context: FeatureContext, request: CodeActionRequest): CodeAction[] {
  const { range, findings, diagnostics } = request;
  const touched = findings.filter(({ start, end }) => start <= range.end && end >= range.start).slice(0, MAX_TOUCHED);
  const action = (finding: Finding, { title, edits, preferred }: Omit<Fix, "safe">): CodeAction => {
    const about = diagnostics.filter((diagnostic) => isAbout(diagnostic, finding, context));
    return {
      title,
      kind: CodeActionKind.QuickFix,
      ...(about.length > 0 ? { diagnostics: about } : {}),
      ...(preferred ? { isPreferred: true } : {}),
      edit: toWorkspaceEdit(edits, context),
    };
  };
  return [
    ...touched.flatMap((finding) =>
      fixesFor(finding, contextOf(finding, context, request)).map((fix) => action(finding, fix)),
    ),
    ...silencing(touched, context).map(([finding, fix]) => action(finding, fix)),
  ];
}

/** Keeping quiet about a rule on a line, once for each; after all that would mend it. */
function silencing(findings: readonly Finding[], { document }: FeatureContext): [Finding, Omit<Fix, "safe">][] {
  const actions = new Map<string, [Finding, Omit<Fix, "safe">]>();
  for (const finding of findings) {
    const edit = silence(finding, document);
    if (edit === undefined || actions.has(`${finding.rule} ${edit.start}`)) continue;
    const title = l10n.t("Silence {0} on this line", finding.rule);
    actions.set(`${finding.rule} ${edit.start}`, [finding, { title, edits: [edit], preferred: false }]);
  }
  return [...actions.values()];
}

function fixAllAction(context: FeatureContext, request: CodeActionRequest): CodeAction[] {
  const edits = fixAll(request.findings, (finding) => safeFixFor(finding, contextOf(finding, context, request)));
  if (edits.length === 0) return [];
  const title = l10n.t("Fix everything that has only one answer");
  return [{ title, kind: fixAllKind, edit: toWorkspaceEdit(edits, context) }];
}

/** In a document of several definitions the finding's own, not the cursor's. */
function contextOf(finding: Finding, context: FeatureContext, { views }: CodeActionRequest): FeatureContext {
  const view = views.length > 1 ? viewAt(context, finding.start) : undefined;
  return view === undefined ? context : { ...context, view };
}

function isAbout({ code, range }: Diagnostic, finding: Finding, { textDocument }: FeatureContext): boolean {
  return code === finding.rule && textDocument.offsetAt(range.start) === finding.start;
}
