import * as l10n from "@vscode/l10n";
import { type CodeAction, CodeActionKind, type Diagnostic, type Position } from "vscode-languageserver";
import { effectiveMode, modelName } from "../../../shared/src/domain/index.js";
import { certainProblems, guestOf } from "../../../shared/src/hosts/index.js";
import { Command } from "../../../shared/src/messages.js";
import type { Rewritten } from "../../../shared/src/rewrites/rewrite.js";
import { type DocumentFixes, type Finding, type Fix, fixingAll, silencing } from "../../../shared/src/rules/index.js";
import type { Range } from "../../../shared/src/xml/index.js";
import type { FeatureContext } from "../context.js";
import { fixAllKind, wantsKind } from "./codeActionKinds.js";
import { toWorkspaceEdit } from "./workspaceEdit.js";

export interface CodeActionRequest {
  readonly range: Range;
  readonly findings: readonly Finding[];
  readonly fixes: DocumentFixes;
  /** What can be rewritten at the place. */
  readonly rewrites: readonly ListedRewrite[];
  /** Says which text it is: a rewrite's edit is worked out for this one when it is chosen, and for no other. */
  readonly textKey: () => string;
  /** What the client shows at the place. */
  readonly diagnostics: readonly Diagnostic[];
  /** The kinds asked for; undefined for all. */
  readonly only: readonly string[] | undefined;
}

/** What the client hands back of a rewrite that was chosen. */
export interface RewriteData {
  readonly uri: string;
  readonly textKey: string;
  readonly range: Range;
  readonly id: string;
}

/** What can be done at a place of the document, in steps: there may be much to try. */
export function* codeActions(context: FeatureContext, request: CodeActionRequest): Generator<undefined, CodeAction[]> {
  const actions: CodeAction[] = [];
  const wants = (kind: string) => wantsKind(request.only, kind);
  if (wants(CodeActionKind.QuickFix)) actions.push(...(yield* quickFixes(context, request)));
  // Of a template it is not known what its CPU will be.
  if (wants(CodeActionKind.RefactorRewrite) && !context.view.isTemplate) {
    actions.push(...listed(context, request), ...rewriteActions(context, request.range));
  }
  // Wanted on purpose only: it looks at the whole document, which is too much for every move of the cursor.
  if (request.only !== undefined && wants(fixAllKind)) actions.push(...(yield* fixAllAction(context, request)));
  return actions;
}

/** Of a selection with more problems only so many are looked at: nobody reads a longer menu. */
const MAX_TOUCHED = 50;

function* quickFixes(context: FeatureContext, request: CodeActionRequest): Generator<undefined, CodeAction[]> {
  const { range, findings, fixes } = request;
  const touched = findings.filter(({ start, end }) => start <= range.end && end >= range.start).slice(0, MAX_TOUCHED);
  if (touched.length === 0) return [];
  const about = diagnosticsByPlace(request.diagnostics, context);
  const action = (
    finding: Finding,
    { title, edits, preferred }: Pick<Fix, "title" | "edits" | "preferred">,
  ): CodeAction => {
    const shown = about.get(placeKey(finding.rule, finding.start));
    return {
      title,
      kind: CodeActionKind.QuickFix,
      ...(shown === undefined ? {} : { diagnostics: shown }),
      ...(preferred ? { isPreferred: true } : {}),
      edit: toWorkspaceEdit(edits, context),
    };
  };
  const actions: CodeAction[] = [];
  for (const finding of touched) {
    for (const fix of fixes.of(finding)) actions.push(action(finding, fix));
    yield undefined;
  }
  return [...actions, ...silencingFixes(touched, context).map(([finding, fix]) => action(finding, fix))];
}

/** Disables a rule for a line, once for each; after all fixes of its findings. */
function silencingFixes(
  findings: readonly Finding[],
  { document }: FeatureContext,
): [Finding, Pick<Fix, "title" | "edits" | "preferred">][] {
  const actions = new Map<string, [Finding, Pick<Fix, "title" | "edits" | "preferred">]>();
  const silence = silencing(document);
  for (const finding of findings) {
    const edit = silence(finding);
    if (edit === undefined || actions.has(placeKey(finding.rule, edit.start))) continue;
    const title = l10n.t("Disable {0} for this line", finding.rule);
    actions.set(placeKey(finding.rule, edit.start), [finding, { title, edits: [edit], preferred: false }]);
  }
  return [...actions.values()];
}

/** A rewrite without its edit where the client asks for that when it is chosen, else as a whole. */
function listed(context: FeatureContext, { range, rewrites, textKey }: CodeActionRequest): CodeAction[] {
  const { client, textDocument } = context;
  return rewrites.flatMap((rewrite): CodeAction[] => {
    const action = { title: rewrite.title(), kind: CodeActionKind.RefactorRewrite };
    if (client.resolvesEdits) {
      const data: RewriteData = { uri: textDocument.uri, textKey: textKey(), range, id: rewrite.id };
      return [{ ...action, data }];
    }
    const rewritten = rewrite.rewrite(context);
    if ("error" in rewritten || rewritten.edits.length === 0) return [];
    return [{ ...action, edit: toWorkspaceEdit(rewritten.edits, context) }];
  });
}

function* fixAllAction(
  context: FeatureContext,
  { findings, fixes }: CodeActionRequest,
): Generator<undefined, CodeAction[]> {
  const { edits } = yield* fixingAll(context.document.text, findings, fixes.safe);
  if (edits.length === 0) return [];
  const title = l10n.t("Fix all auto-fixable problems");
  return [{ title, kind: fixAllKind, edit: toWorkspaceEdit(edits, context) }];
}

function placeKey(rule: string, offset: number): string {
  return `${rule} ${offset}`;
}

function diagnosticsByPlace(
  diagnostics: readonly Diagnostic[],
  { textDocument }: FeatureContext,
): ReadonlyMap<string, Diagnostic[]> {
  const places = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const key = placeKey(String(diagnostic.code), textDocument.offsetAt(diagnostic.range.start));
    const before = places.get(key);
    if (before === undefined) places.set(key, [diagnostic]);
    else before.push(diagnostic);
  }
  return places;
}

/** A rewrite as the menu lists it; its edits are worked out when it is chosen. */
export interface ListedRewrite {
  /** As the client hands it back. */
  readonly id: string;
  readonly title: () => string;
  readonly rewrite: (context: FeatureContext) => Rewritten;
}

/** Rewrites that need a choice, of hosts or of a model: the client asks for it, so they are commands of our extension. */
function rewriteActions(context: FeatureContext, range: Range): CodeAction[] {
  const { client, view, catalogue, textDocument } = context;
  if (!client.extension || view.domain === undefined || catalogue.map === undefined) return [];
  const cpu = view.cpus.find(({ element }) => element.start <= range.start && range.end <= element.end);
  const mode = cpu && effectiveMode(cpu);
  const actions: CodeAction[] = [];
  if (mode !== undefined && mode !== "custom") {
    const title = l10n.t("Convert {0} to a custom CPU…", mode);
    actions.push(commandAction(title, Command.expandHostModel, textDocument.uri));
  }
  if (mode === "custom" && cpu === view.cpu && catalogue.map.modelByName.has((cpu && modelName(cpu)) ?? "")) {
    actions.push(...switchActions(context));
  }
  if (cpu !== undefined && cpu === view.cpu) actions.push(...targetAction(context));
  // Everywhere in a domain would mean a light bulb on every line.
  if (cpu !== undefined || view.cpu === undefined) {
    actions.push(commandAction(l10n.t("Insert baseline CPU block…"), Command.insertBaseline, textDocument.uri));
    actions.push(...blockActions(context));
  }
  return actions;
}

/** Where it does not start on all hosts of its target. */
function targetAction({ view, assess, target, catalogue, textDocument }: FeatureContext): CodeAction[] {
  if (view.cpu === undefined) return [];
  const guest = guestOf(view, catalogue.arch);
  const assessment = guest && assess?.(guest);
  if (target === undefined || assessment === undefined || certainProblems(assessment).length === 0) return [];
  const title = target.isPool
    ? l10n.t("Change CPU to run on all hosts of {0}…", target.name)
    : l10n.t("Change CPU to run on {0}…", target.name);
  // A document may hold several definitions, and the cursor may be elsewhere when the action is chosen.
  return [commandAction(title, Command.runOnTarget, textDocument.uri, textDocument.positionAt(view.cpu.element.start))];
}

function switchActions({ catalogue: { map }, textDocument: { uri } }: FeatureContext): CodeAction[] {
  if (map?.arch !== "x86") return [];
  return [commandAction(l10n.t("Switch to another CPU model…"), Command.switchModel, uri)];
}

/** Whole definitions that go over the `<cpu>`, or in where there is none. */
function blockActions({ catalogue: { arch, map }, textDocument: { uri } }: FeatureContext): CodeAction[] {
  if (map?.arch !== "x86") return [];
  const profile = commandAction(l10n.t("Insert CPU profile (x86-64-v2, -v3, -v4)…"), Command.insertProfile, uri);
  const qemu = commandAction(l10n.t("Insert CPU from a QEMU -cpu string…"), Command.fromQemuCpu, uri);
  return arch === "x86_64" ? [profile, qemu] : [qemu];
}

function commandAction(title: string, command: string, ...given: readonly [uri: string, place?: Position]): CodeAction {
  return { title, kind: CodeActionKind.RefactorRewrite, command: { title, command, arguments: [...given] } };
}
