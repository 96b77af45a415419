import * as vscode from "vscode";
import type { BaselineOfVendor } from "../../../shared/src/messages.js";
import { countFeatures } from "./countFeatures.js";
import { costs, groupLost, type LostGroup } from "./groupLost.js";

/** Longer lists of hosts are cut. */
const maxNames = 4;
/** Features named of what a host would win. */
const maxFeatures = 6;

/** @returns what the baseline is: its model and how many features it lists */
export function titleText({ model, preview, vendor }: BaselineOfVendor): string {
  if (model === undefined) return vendor ?? vscode.l10n.t("No baseline");
  const count = countFeatures(preview);
  return count === 1
    ? vscode.l10n.t("Baseline: {0} with 1 feature", model)
    : vscode.l10n.t("Baseline: {0} with {1} features", model, count);
}

/** @returns what each host costs, in one line */
export function costText({ lost }: BaselineOfVendor): string {
  if (lost.length === 0) return vscode.l10n.t("No host costs the others anything");
  const each = costs(lost).map(({ host, count }) => vscode.l10n.t("{0} lacks {1}", host, count));
  return vscode.l10n.t("Features lost: {0} ({1})", lost.length, cut(each, maxNames).join(", "));
}

/** @returns the heading over the features that the same hosts lack */
export function groupText(group: LostGroup): string {
  const { missingOn, features } = group;
  const count = features.length === 1 ? vscode.l10n.t("1 feature") : vscode.l10n.t("{0} features", features.length);
  if (missingOn.length === 0) return vscode.l10n.t("{0} left out: blocks migration", count);
  return missingOn.length === 1
    ? vscode.l10n.t("{0} costs {1}", missingOn[0] ?? "", count)
    : vscode.l10n.t("{0} together cost {1}", names(missingOn), count);
}

/** @returns which hosts lack a feature of this group, and which have it */
export function whereText(group: LostGroup, hosts: readonly string[]): string {
  const having = hosts.filter((host) => !group.missingOn.includes(host));
  if (group.missingOn.length === 0) return vscode.l10n.t("every host has it, but a domain with it cannot migrate");
  return vscode.l10n.t("missing on {0} · comes with {1}", names(group.missingOn), names(having));
}

/** @returns what going without hosts would win: a label, and the features */
export function gainTexts({ hosts, features, model }: BaselineOfVendor["gains"][number], now: string | undefined) {
  const count =
    features.length === 1 ? vscode.l10n.t("1 feature more") : vscode.l10n.t("{0} features more", features.length);
  const label = vscode.l10n.t("Without {0}: {1}", names(hosts), model === now ? count : `${model}, ${count}`);
  return { label, description: cut(features, maxFeatures).join(", ") };
}

/** @returns the whole cost, a line for each group, for reading beside the block */
export function costLines(plan: BaselineOfVendor): string[] {
  const groups = groupLost(plan.lost);
  return [costText(plan), ...groups.flatMap((group) => ["", `${groupText(group)}:`, group.features.join(", ")])];
}

/** Names for a sentence, cut where there are many. */
export function names(hosts: readonly string[]): string {
  return cut(hosts, maxNames).join(", ");
}

function cut(parts: readonly string[], most: number): string[] {
  if (parts.length <= most) return [...parts];
  return [...parts.slice(0, most), vscode.l10n.t("{0} more", (parts.length - most).toLocaleString())];
}
