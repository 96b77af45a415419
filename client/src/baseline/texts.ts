import * as vscode from "vscode";
import type { Baseline } from "./baseline.js";
import { countFeatures } from "./countFeatures.js";
import { costs, groupLost, type LostGroup } from "./groupLost.js";

/** Longer lists of hosts are cut. */
const maxNames = 4;

/** @returns what the baseline is: its model and how many features it lists */
export function titleText(baseline: Baseline): string {
  const count = countFeatures(baseline.block);
  return count === 1
    ? vscode.l10n.t("Baseline: {0} with 1 feature", baseline.model)
    : vscode.l10n.t("Baseline: {0} with {1} features", baseline.model, count);
}

/** @returns what each host costs, in one line */
export function costText(baseline: Baseline): string {
  if (baseline.lost.length === 0) return vscode.l10n.t("No host costs the others anything");
  const each = costs(baseline.lost).map(({ host, count }) => vscode.l10n.t("{0} lacks {1}", host, count));
  return vscode.l10n.t("Features lost: {0} ({1})", baseline.lost.length, cut(each).join(", "));
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

/** @returns the whole cost, a line for each group, for reading beside the block */
export function costLines(baseline: Baseline): string[] {
  const groups = groupLost(baseline.lost);
  return [costText(baseline), ...groups.flatMap((group) => ["", `${groupText(group)}:`, group.features.join(", ")])];
}

function names(hosts: readonly string[]): string {
  return cut(hosts).join(", ");
}

function cut(parts: readonly string[]): string[] {
  if (parts.length <= maxNames) return [...parts];
  return [...parts.slice(0, maxNames), vscode.l10n.t("{0} more", parts.length - maxNames)];
}
