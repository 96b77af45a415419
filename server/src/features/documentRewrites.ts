import * as l10n from "@vscode/l10n";
import { type CodeAction, CodeActionKind } from "vscode-languageserver";
import { collapseToHostModel, isExpanded } from "../../../shared/src/rewrites/collapseToHostModel.js";
import { enableNested } from "../../../shared/src/rewrites/enableNested.js";
import { minimise } from "../../../shared/src/rewrites/minimise.js";
import { normaliseLive } from "../../../shared/src/rewrites/normaliseLive.js";
import type { Rewritten } from "../../../shared/src/rewrites/rewrite.js";
import type { Range } from "../../../shared/src/xml/index.js";
import type { FeatureContext } from "../context.js";
import { toWorkspaceEdit } from "./workspaceEdit.js";

type Rewrite = (context: FeatureContext) => Rewritten;

const REWRITES: readonly (readonly [title: () => string, rewrite: Rewrite])[] = [
  [() => l10n.t("Drop the features that the model includes already"), minimise],
  [() => l10n.t("Normalise the CPU pasted from a running VM"), normaliseLive],
  [
    () => l10n.t("Collapse to host-model"),
    (context) => (isExpanded(context) ? collapseToHostModel(context) : NOT_HERE),
  ],
  [() => l10n.t("Enable nested virtualisation"), enableNested],
];

/** libvirt's map has a quarter of that. Whoever lists more has no CPU in mind, and this runs at every move of the cursor. */
const MAX_FEATURES = 2000;

const NOT_HERE = { error: "" };

/** Rewrites of the `<cpu>` at the cursor that need nothing but the document; those that have something to do. */
export function documentRewrites(context: FeatureContext, range: Range): CodeAction[] {
  const { view } = context;
  const element = view.cpu?.element;
  if ((view.cpu?.features.length ?? 0) > MAX_FEATURES) return [];
  const isInside = element !== undefined && element.start <= range.start && range.end <= element.end;
  if (!isInside || view.domain === undefined) return [];
  return REWRITES.flatMap(([title, rewrite]) => {
    const rewritten = rewrite(context);
    if ("error" in rewritten) return [];
    return [{ title: title(), kind: CodeActionKind.RefactorRewrite, edit: toWorkspaceEdit(rewritten.edits, context) }];
  });
}
