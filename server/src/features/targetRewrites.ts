import * as l10n from "@vscode/l10n";
import { type CodeAction, CodeActionKind } from "vscode-languageserver";
import { effectiveMode } from "../../../shared/src/domain/index.js";
import { atOnce, planBaseline, type Target, USUAL_CHOICES } from "../../../shared/src/hosts/index.js";
import { expandForHosts, expandHostModel } from "../../../shared/src/rewrites/expandHostModel.js";
import { insertBaseline } from "../../../shared/src/rewrites/insertBaseline.js";
import type { Rewritten } from "../../../shared/src/rewrites/rewrite.js";
import type { Range } from "../../../shared/src/xml/index.js";
import type { FeatureContext } from "../context.js";
import { toWorkspaceEdit } from "./workspaceEdit.js";

/** A pool of more costs more than an answer at every move of the cursor may. */
const MAX_HOSTS = 100;

/**
 * What our extension asks a choice of hosts for, for all other clients: the target is the choice. Needs nothing of the
 * client but that it applies edits.
 */
export function targetRewrites(context: FeatureContext, range: Range): CodeAction[] {
  const { client, view, catalogue, target } = context;
  if (client.extension || view.domain === undefined || catalogue.map === undefined) return [];
  if (target === undefined || target.unknown.length > 0 || target.hosts.length > MAX_HOSTS) return [];
  const { cpu } = view;
  const isInside = cpu !== undefined && cpu.element.start <= range.start && range.end <= cpu.element.end;
  if (cpu !== undefined && !isInside) return [];
  const mode = cpu && effectiveMode(cpu);
  const expand = mode !== undefined && mode !== "custom";
  return [
    ...(expand
      ? action(l10n.t("Rewrite {0} as it is on {1}", mode, target.name), expanded(context, target), context)
      : []),
    ...action(l10n.t("Insert the baseline CPU of {0}", target.name), baseline(context, target), context),
  ];
}

function expanded(context: FeatureContext, target: Target): Rewritten {
  const [host, ...others] = target.hosts;
  if (host !== undefined && others.length === 0) return expandHostModel(context, host);
  return expandForHosts(context, target.hosts, atOnce(planBaseline(target, USUAL_CHOICES)).vendors);
}

/** Hosts of several vendors have none; the lens says why. */
function baseline(context: FeatureContext, target: Target): Rewritten {
  const [plan, ...others] = atOnce(planBaseline(target, USUAL_CHOICES)).vendors;
  if (plan?.cpu === undefined || others.length > 0) return { error: "" };
  return insertBaseline(context, plan.cpu, plan.hosts.length);
}

function action(title: string, rewritten: Rewritten, context: FeatureContext): CodeAction[] {
  if ("error" in rewritten || rewritten.edits.length === 0) return [];
  return [{ title, kind: CodeActionKind.RefactorRewrite, edit: toWorkspaceEdit(rewritten.edits, context) }];
}
