import { type CodeAction, CodeActionKind, type Diagnostic } from "vscode-languageserver";
import type { DomainView } from "../../../shared/src/domain/index.js";
import { type Finding, type Fix, fixesFor, viewAt } from "../../../shared/src/rules/index.js";
import type { Range } from "../../../shared/src/xml/index.js";
import type { TextEdit } from "../../../shared/src/xml/textEdit.js";
import type { FeatureContext } from "../context.js";
import { documentRewrites } from "./documentRewrites.js";
import { rewriteActions } from "./rewriteActions.js";
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
    actions.push(...documentRewrites(context, request.range), ...rewriteActions(context, request.range));
  }
  // Wanted on purpose only: it looks at the whole document, which is too much for every move of the cursor.
  if (request.only !== undefined && wants(fixAllKind)) actions.push(...fixAll(context, request));
  return actions;
}

/** A kind stands for itself and for all below it. */
function wantsKind(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((each) => each === "" || kind === each || kind.startsWith(`${each}.`));
}

function quickFixes(context: FeatureContext, request: CodeActionRequest): CodeAction[] {
  const { range, findings, diagnostics } = request;
  const touched = findings.filter(({ start, end }) => start <= range.end && end >= range.start);
  return touched.flatMap((finding) => {
    const about = diagnostics.filter((diagnostic) => isAbout(diagnostic, finding, context));
    return fixesOf(finding, context, request).map((fix) => ({
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      ...(about.length > 0 ? { diagnostics: about } : {}),
      ...(fix.preferred ? { isPreferred: true } : {}),
      edit: toWorkspaceEdit(fix.edits, context),
    }));
  });
}

/** The first of the fixes that need no looking, for each finding, as long as they do not meet. */
function fixAll(context: FeatureContext, request: CodeActionRequest): CodeAction[] {
  const edits: TextEdit[] = [];
  for (const finding of request.findings) {
    const fix = fixesOf(finding, context, request).find(({ safe, preferred }) => safe && preferred);
    if (fix !== undefined && !fix.edits.some((edit) => edits.some((other) => meet(edit, other))))
      edits.push(...fix.edits);
  }
  if (edits.length === 0) return [];
  const title = "Fix all that libvirt would refuse or drop";
  return [{ title, kind: fixAllKind, edit: toWorkspaceEdit(edits, context) }];
}

function fixesOf(finding: Finding, context: FeatureContext, { views }: CodeActionRequest): Fix[] {
  // In a document of several definitions the finding's own, not the cursor's.
  const view = views.length > 1 ? viewAt(context, finding.start) : undefined;
  return fixesFor(finding, view === undefined ? context : { ...context, view });
}

function meet(one: Range, other: Range): boolean {
  return (one.start < other.end && other.start < one.end) || one.start === other.start;
}

function isAbout({ code, range }: Diagnostic, finding: Finding, { textDocument }: FeatureContext): boolean {
  return code === finding.rule && textDocument.offsetAt(range.start) === finding.start;
}
