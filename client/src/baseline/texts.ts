import * as vscode from "vscode";
import type { BaselineOfVendor, UnmetFeature } from "../../../shared/src/messages.js";
import { featureCount } from "./commentedBlock.js";
import { costs, groupLost, type LostGroup } from "./groupLost.js";
import { planOf, type ShownBaseline } from "./shown.js";

/** Longer lists of hosts are cut. */
const maxNames = 4;

/** @returns what the baseline is: its model and how many features it lists */
export function titleText(shown: ShownBaseline): string {
  const plan = planOf(shown);
  if (plan === undefined) return vscode.l10n.t("No baseline yet");
  const { model, preview, vendor } = plan;
  if (model === undefined) return vendor === undefined ? noneText() : vscode.l10n.t("No baseline of {0}", vendor);
  const count = featureCount(preview);
  return count === 1
    ? vscode.l10n.t("Baseline: {0} with 1 feature", model)
    : vscode.l10n.t("Baseline: {0} with {1} features", model, count);
}

function noneText(): string {
  return vscode.l10n.t("No baseline");
}

/** @returns what is above the list: what is wrong, or what each host costs */
export function remarkText(shown: ShownBaseline): string {
  const plan = planOf(shown);
  if (plan === undefined) return unknownText(shown);
  if (plan.unmet.length > 0) return vscode.l10n.t("Not all required features are possible");
  return plan.problem ?? lostText(plan);
}

function unknownText({ plans: { unknown } }: ShownBaseline): string {
  if (unknown.length === 0) return vscode.l10n.t("All hosts are excluded");
  return vscode.l10n.t("Not enough data about {0}.", names(unknown.map(({ name }) => name)));
}

/** @returns what each host costs, in one line */
export function lostText({ lost }: BaselineOfVendor): string {
  if (lost.length === 0) return vscode.l10n.t("No host limits the others");
  const each = costs(lost).map(({ host, count }) => vscode.l10n.t("{0} lacks {1}", host, count));
  const hosts = each.length === 0 ? "" : ` (${cut(each, maxNames).join(", ")})`;
  return vscode.l10n.t("Features lost: {0}{1}", lost.length, hosts);
}

/** @returns the heading over the features that the same hosts lack */
export function groupText({ missingOn, features, blocksMigration }: LostGroup): string {
  const count = countText(features.length);
  if (blocksMigration) return vscode.l10n.t("{0} excluded: they block migration", count);
  if (missingOn.length === 0) return vscode.l10n.t("{0} excluded: not every hypervisor offers them", count);
  return hostsCostText(missingOn, features.length);
}

function hostsCostText(hosts: readonly string[], count: number): string {
  return hosts.length === 1
    ? vscode.l10n.t("{0} is missing {1} that the others have", hosts[0] ?? "", countText(count))
    : vscode.l10n.t("{0} are missing {1} that the others have", names(hosts), countText(count));
}

function countText(count: number): string {
  return count === 1 ? vscode.l10n.t("1 feature") : vscode.l10n.t("{0} features", count);
}

/** @returns which hosts lack a feature of this group, and which have it */
export function whereText({ missingOn, blocksMigration }: LostGroup, hosts: readonly string[]): string {
  if (missingOn.length === 0) {
    return blocksMigration
      ? vscode.l10n.t("every host has it, but it blocks migration")
      : vscode.l10n.t("every host has it, but no model that all hosts can run includes it");
  }
  const lacking = new Set(missingOn);
  const having = hosts.filter((host) => !lacking.has(host));
  return vscode.l10n.t("not on {0} · available on {1}", names(missingOn), names(having));
}

/** @returns what hosts cost, and what going without them would win */
export function gainTexts(gain: BaselineOfVendor["gains"][number], { lost, model: now }: BaselineOfVendor) {
  const { hosts, features, model } = gain;
  const key = JSON.stringify(hosts);
  const cost = lost.filter(({ missingOn }) => JSON.stringify(missingOn) === key).length;
  const more =
    features.length === 1 ? vscode.l10n.t("1 more feature") : vscode.l10n.t("{0} more features", features.length);
  const won = model === now ? more : vscode.l10n.t("{0} with {1}", model, more);
  const without = vscode.l10n.t("if left out: {0}", won);
  // Which ones they are is listed below.
  return { label: hostsCostText(hosts, cost), detail: without };
}

/** @returns why a feature that must stay does not */
export function unmetText({ feature, reason, missingOn }: UnmetFeature): string {
  switch (reason) {
    case "missing":
      return missingOn.length === 1
        ? vscode.l10n.t("{0} is required, but {1} lacks it", feature, names(missingOn))
        : vscode.l10n.t("{0} is required, but {1} lack it", feature, names(missingOn));
    case "nowhere":
      return vscode.l10n.t("{0} is required, but no host has it", feature);
    case "migration":
      return vscode.l10n.t("{0} is required, but it blocks migration", feature);
    case "hypervisor":
      return vscode.l10n.t("{0} is required, but no model that all hosts can run includes it", feature);
    case "unknown":
      return vscode.l10n.t("{0} is required, but libvirt does not know this feature", feature);
  }
}

/** @returns the whole cost, a line for each group, for reading beside the block */
export function costLines(plan: BaselineOfVendor): string[] {
  const groups = groupLost(plan.lost);
  return [lostText(plan), ...groups.flatMap((group) => ["", `${groupText(group)}:`, group.features.join(", ")])];
}

/** Names for a sentence, cut where there are many. */
export function names(hosts: readonly string[]): string {
  return cut(hosts, maxNames).join(", ");
}

function cut(parts: readonly string[], most: number): string[] {
  if (parts.length <= most) return [...parts];
  return [...parts.slice(0, most), vscode.l10n.t("{0} more", (parts.length - most).toLocaleString())];
}
