import * as l10n from "@vscode/l10n";
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver";
import { effectiveMode } from "../../../shared/src/domain/index.js";
import type { Target } from "../../../shared/src/hosts/index.js";
import { planBaseline, USUAL_CHOICES, type VendorPlan } from "../../../shared/src/planning/index.js";
import { enableNested, lacksNested } from "../../../shared/src/rewrites/enableNested.js";
import { expandForHosts, expandHostModel, insertBaseline, type Rewritten } from "../../../shared/src/rewrites/index.js";
import {
  collapseToHostModel,
  isExpanded,
  isLive,
  isLongerThanNeeded,
  minimise,
  normaliseLive,
} from "../../../shared/src/rewrites/minimise.js";
import type { Range } from "../../../shared/src/xml/index.js";
import type { Client } from "../client.js";
import type { FeatureContext } from "../context.js";
import type { DocumentContexts } from "../documents/documentContexts.js";
import type { OpenDocument } from "../documents/openDocuments.js";
import { wantsKind } from "../features/codeActionKinds.js";
import { codeActions, type ListedRewrite, type RewriteData } from "../features/codeActions.js";
import { isEditable, touchesCode, toWorkspaceEdit } from "../features/workspaceEdit.js";
import { runInSlices, StaleError } from "../guard.js";

/** What can be done at a place, and what an action does that was chosen. */
export interface CodeActions {
  list(params: CodeActionParams, isCancelled: () => boolean): Promise<CodeAction[]>;
  resolve(action: CodeAction): Promise<CodeAction>;
}

/** @param client whom the actions are for */
export function makeCodeActions(contexts: DocumentContexts, client: () => Client): CodeActions {
  const plansOf = makePlans();
  const list = async (params: CodeActionParams, isCancelled: () => boolean): Promise<CodeAction[]> => {
    const { textDocument, range, context: asked } = params;
    const document = await contexts.open(textDocument.uri, range.start);
    if (document === undefined) return [];
    const { findings: all, fixes } = await contexts.checked(document);
    const findings = (await contexts.isExcluded(textDocument.uri)) ? [] : all;
    const ofTarget = await targetActions(document, params, { contexts, client: client() });
    const wantsRewrites = wantsKind(asked.only, CodeActionKind.RefactorRewrite);
    const offsets = offsetsOf(document, range);
    const { context, rewrites } = await contextWithRewrites(document, offsets, { contexts, plansOf, wantsRewrites });
    if (context === undefined) return ofTarget;
    const { diagnostics, only } = asked;
    const { textKey } = document.analysis;
    const request = { range: offsets, findings, fixes, rewrites, textKey, diagnostics, only };
    return [...ofTarget, ...(await contexts.runInSlices(document, codeActions(context, request), isCancelled))];
  };
  const resolve = async (action: CodeAction): Promise<CodeAction> => {
    const data = action.data as RewriteData | undefined;
    if (data === undefined) return action;
    const documents = await contexts.openAll(data.uri);
    // Its version may be another: what counts is that the text is the one it was listed for.
    const document = documents.find(({ analysis }) => analysis.textKey() === data.textKey);
    if (document === undefined) throw new StaleError();
    const { context, rewrites } = await contextWithRewrites(document, data.range, {
      contexts,
      plansOf,
      wantsRewrites: true,
    });
    const rewritten = context && rewrites.find(({ id }) => id === data.id)?.rewrite(context);
    // The hosts, or the release, may be others by now.
    if (context === undefined || rewritten === undefined) throw new StaleError();
    if ("error" in rewritten) throw new ResponseError(LSPErrorCodes.RequestFailed, rewritten.error);
    if (!isEditable(rewritten.edits, context.textDocument)) {
      throw new ResponseError(LSPErrorCodes.RequestFailed, touchesCode());
    }
    return { ...action, edit: toWorkspaceEdit(rewritten.edits, context) };
  };
  return { list, resolve };
}

/** Quick fixes for the comment in which a document names its target. */
async function targetActions(
  { source: textDocument }: OpenDocument,
  { range, context: { diagnostics, only } }: CodeActionParams,
  { contexts, client }: { readonly contexts: DocumentContexts; readonly client: Client },
): Promise<CodeAction[]> {
  const problem = contexts.targetProblem(textDocument);
  if (problem === undefined || !wantsKind(only, CodeActionKind.QuickFix)) return [];
  const offsets = { start: textDocument.offsetAt(range.start), end: textDocument.offsetAt(range.end) };
  const { commentActions } = await import("../config/configFeatures.js");
  return commentActions({ textDocument, client, range: offsets, diagnostics }, problem);
}

function offsetsOf({ textDocument }: OpenDocument, range: CodeActionParams["range"]): Range {
  return { start: textDocument.offsetAt(range.start), end: textDocument.offsetAt(range.end) };
}

interface RewritesAsked {
  readonly contexts: DocumentContexts;
  readonly plansOf: (target: Target) => Promise<readonly VendorPlan[]>;
  readonly wantsRewrites: boolean;
}

/** The context at a place, and what can be rewritten there: nothing has changed between the two. */
async function contextWithRewrites(
  document: OpenDocument,
  range: Range,
  { contexts, plansOf, wantsRewrites }: RewritesAsked,
): Promise<{ readonly context: FeatureContext | undefined; readonly rewrites: readonly ListedRewrite[] }> {
  const before = contexts.contextAt(document, range.start);
  const target = before && wantsRewrites ? rewritesTarget(before) : undefined;
  const plans = target && (await plansOf(target));
  const context = contexts.contextAt(document, range.start);
  if (context === undefined || !wantsRewrites) return { context, rewrites: [] };
  const ofTarget = target && plans && context.target === target ? targetRewrites(context, range, target, plans) : [];
  return { context, rewrites: [...documentRewrites(context, range), ...ofTarget] };
}

/** What a target's hosts have in common, worked out once for each target: the menu asks at each move of the cursor. */
function makePlans(): (target: Target) => Promise<readonly VendorPlan[]> {
  const known = new WeakMap<Target, Promise<readonly VendorPlan[]>>();
  return (target) => {
    const plans = known.get(target) ?? runInSlices(planBaseline(target, USUAL_CHOICES)).then(({ vendors }) => vendors);
    known.set(target, plans);
    return plans;
  };
}

/** A pool of more costs more than an answer at every move of the cursor may. */
const MAX_HOSTS = 100;

/**
 * The target that rewrites of its hosts are offered for. Our extension asks a choice of hosts for them; to all other
 * clients the target is the choice.
 */
function rewritesTarget({ client, view, catalogue, target }: FeatureContext): Target | undefined {
  if (client.extension || view.domain === undefined || catalogue.map === undefined) return undefined;
  const isKnown = target !== undefined && target.unknown.length === 0 && target.hosts.length <= MAX_HOSTS;
  return isKnown ? target : undefined;
}

/**
 * What our extension asks a choice of hosts for, for all other clients. Needs nothing of the client but that it applies
 * edits.
 *
 * @param plans what the target's hosts have in common, see planBaseline
 */
function targetRewrites(
  { view: { cpu } }: FeatureContext,
  range: Range,
  target: Target,
  plans: readonly VendorPlan[],
): readonly ListedRewrite[] {
  const isInside = cpu !== undefined && cpu.element.start <= range.start && range.end <= cpu.element.end;
  if (cpu !== undefined && !isInside) return [];
  const mode = cpu && effectiveMode(cpu);
  const [plan, ...others] = plans;
  // Hosts of several vendors have no baseline; the lens says why.
  const hasBaseline = plan?.cpu !== undefined && others.length === 0;
  const isOne = target.hosts.length === 1;
  const expand: ListedRewrite = {
    id: "expand-target",
    title: () => l10n.t("Convert {0} to a custom CPU as on {1}", mode ?? "", target.name),
    rewrite: (context) => expanded(context, target, plans),
  };
  const insert: ListedRewrite = {
    id: "baseline-target",
    title: () => l10n.t("Insert the baseline CPU of {0}", target.name),
    rewrite: (context) =>
      plan?.cpu === undefined ? { error: plan?.problem ?? "" } : insertBaseline(context, plan.cpu, plan.hosts.length),
  };
  const expands = mode !== undefined && mode !== "custom" && (isOne || hasBaseline);
  return [...(expands ? [expand] : []), ...(hasBaseline ? [insert] : [])];
}

function expanded(context: FeatureContext, target: Target, plans: readonly VendorPlan[]): Rewritten {
  const [host, ...others] = target.hosts;
  if (host !== undefined && others.length === 0) return expandHostModel(context, host);
  return expandForHosts(context, target.hosts, plans);
}

const REWRITES: readonly (ListedRewrite & { readonly applies: (context: FeatureContext) => boolean })[] = [
  {
    id: "minimise",
    title: () => l10n.t("Remove features already in the model"),
    applies: isLongerThanNeeded,
    rewrite: minimise,
  },
  {
    id: "normalise-live",
    title: () => l10n.t("Clean up CPU copied from a running VM"),
    applies: isLive,
    rewrite: normaliseLive,
  },
  {
    id: "collapse",
    title: () => l10n.t("Convert to host-model"),
    applies: isExpanded,
    rewrite: collapseToHostModel,
  },
  {
    id: "enable-nested",
    title: () => l10n.t("Enable nested virtualisation"),
    applies: lacksNested,
    rewrite: enableNested,
  },
];

/** libvirt's map has a quarter of that. Whoever lists more has no CPU in mind, and this runs at every move of the cursor. */
const MAX_FEATURES = 2000;

/** Rewrites of the `<cpu>` at the cursor that need nothing but the document; those that have something to do. */
export function documentRewrites(context: FeatureContext, range: Range): readonly ListedRewrite[] {
  const { view } = context;
  const element = view.cpu?.element;
  if ((view.cpu?.features.length ?? 0) > MAX_FEATURES) return [];
  const isInside = element !== undefined && element.start <= range.start && range.end <= element.end;
  if (!isInside || view.domain === undefined) return [];
  return REWRITES.filter(({ applies }) => applies(context));
}
