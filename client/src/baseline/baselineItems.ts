import * as vscode from "vscode";
import type { BaselineOfVendor, BaselineWishes } from "../../../shared/src/messages.js";
import { costs, groupLost } from "./groupLost.js";
import { type Action, planOf, type ShownBaseline } from "./shown.js";
import { gainTexts, groupText, names, unmetText, whereText } from "./texts.js";

/** An entry of the preview; without an action it is there to be read. */
export interface BaselineItem extends vscode.QuickPickItem {
  readonly action?: Action;
}

/** Of longer parts of the list only so many entries are shown, and the others counted. */
const most = 12;

/** Everything that is shown of a baseline, what is done most often first. */
export function baselineItems(shown: ShownBaseline): BaselineItem[] {
  const plan = planOf(shown);
  if (plan === undefined) return [...leaveOutItems(shown), ...backInItems(shown), ...unknownItems(shown)];
  return [
    ...doItems(plan),
    ...unmetItems(plan, shown.wishes),
    ...vendorItems(shown),
    ...wishItems(shown.wishes),
    ...hostItems(plan),
    ...backInItems(shown),
    ...lostItems(plan),
    ...unknownItems(shown),
  ];
}

function doItems({ model }: BaselineOfVendor): BaselineItem[] {
  const { t } = vscode.l10n;
  if (model === undefined) return [];
  return [
    { label: `$(check) ${t("Insert this block")}`, action: { kind: "insert" } },
    { label: `$(open-preview) ${t("Show the whole block")}`, action: { kind: "show" } },
  ];
}

function under(label: string, items: readonly BaselineItem[]): BaselineItem[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...cutItems(items)];
}

function cutItems(items: readonly BaselineItem[]): BaselineItem[] {
  if (items.length <= most) return [...items];
  const rest = (items.length - most).toLocaleString();
  return [...items.slice(0, most), { label: `$(ellipsis) ${vscode.l10n.t("{0} more", rest)}` }];
}

function leaveOutItems({ plans: { unknown } }: ShownBaseline): BaselineItem[] {
  if (unknown.length === 0) return [];
  const label = `$(circle-slash) ${vscode.l10n.t("Leave out {0}", names(unknown.map(({ name }) => name)))}`;
  return [{ label, action: { kind: "wish", wishes: { leaveOutUnknown: true } } }];
}

function unknownItems({ plans: { unknown }, wishes }: ShownBaseline): BaselineItem[] {
  const heading = wishes.leaveOutUnknown ? vscode.l10n.t("Left out") : vscode.l10n.t("Unknown");
  return under(
    heading,
    unknown.map(({ name, reason }) => ({ label: `$(question) ${name}`, description: reason })),
  );
}

function unmetItems({ unmet, inTheWay }: BaselineOfVendor, { floor = [] }: BaselineWishes): BaselineItem[] {
  const { t } = vscode.l10n;
  const without: BaselineItem[] =
    inTheWay.length === 0
      ? []
      : [
          {
            label: `$(circle-slash) ${t("Leave out {0}", names(inTheWay))}`,
            description: t("then all required features are possible"),
            action: { kind: "drop", hosts: inTheWay },
          },
        ];
  const each = unmet.map((feature): BaselineItem => {
    const isMigration = feature.reason === "migration";
    const wishes = isMigration ? { migratable: false } : { floor: floor.filter((name) => name !== feature.feature) };
    return {
      label: `$(warning) ${unmetText(feature)}`,
      description: isMigration
        ? t("Press Enter to allow non-migratable features")
        : t("Press Enter to stop requiring it"),
      action: { kind: "wish", wishes },
    };
  });
  return [...without, ...cutItems(each)];
}

/** Between vendors nothing migrates: each has a baseline of its own. */
function vendorItems(shown: ShownBaseline): BaselineItem[] {
  const { t } = vscode.l10n;
  const { plans } = shown.plans;
  if (plans.length < 2) return [];
  const items = plans.map((plan): BaselineItem => {
    const { vendor, hosts, model, problem } = plan;
    const icon = plan === planOf(shown) ? "$(circle-filled)" : "$(circle-outline)";
    return {
      label: `${icon} ${vendor ?? t("Unknown vendor")}: ${model ?? problem ?? t("no baseline")}`,
      description: names(hosts),
      action: { kind: "vendor", vendor: vendor ?? "" },
    };
  });
  return under(t("VMs cannot migrate between vendors; one baseline for each"), items);
}

function wishItems({
  migratable = true,
  usableModels = false,
  expand = false,
  floor = [],
}: BaselineWishes): BaselineItem[] {
  const { t } = vscode.l10n;
  const toggle = (isOn: boolean, label: string, description: string, wishes: BaselineWishes): BaselineItem => ({
    label: `${isOn ? "$(pass-filled)" : "$(circle-large-outline)"} ${label}`,
    description,
    action: { kind: "wish", wishes },
  });
  return under(t("Options"), [
    toggle(migratable, t("Migratable"), t("excludes features that block migration"), { migratable: !migratable }),
    toggle(usableModels, t("Usable models only"), t("only models that every host can run unchanged"), {
      usableModels: !usableModels,
    }),
    toggle(expand, t("Expanded"), t("list every feature"), { expand: !expand }),
    {
      label: `$(pinned) ${t("Required features…")}`,
      description: floor.length === 0 ? t("none") : names(floor),
      action: { kind: "floor" },
    },
  ]);
}

/** What hosts cost: first those without which something would be won. */
function hostItems(plan: BaselineOfVendor): BaselineItem[] {
  if (plan.model === undefined) return [];
  const gains = plan.gains.map((gain): BaselineItem => {
    // Too long to be beside the label and the heading.
    const { label, detail } = gainTexts(gain, plan);
    return { label: `$(arrow-up) ${label}`, detail, action: { kind: "drop", hosts: gain.hosts } };
  });
  const alone = new Set(plan.gains.flatMap(({ hosts }) => (hosts.length === 1 ? hosts : [])));
  const others = costs(plan.lost)
    .filter(({ host }) => !alone.has(host))
    .map(({ host, count }): BaselineItem => {
      const label = `$(dash) ${vscode.l10n.t("{0} lacks {1}", host, count)}`;
      const description = vscode.l10n.t("leaving out only this host gains nothing");
      return { label, description, action: { kind: "drop", hosts: [host] } };
    });
  return under(vscode.l10n.t("Leave out a host"), [...gains, ...others]);
}

function backInItems({ without }: ShownBaseline): BaselineItem[] {
  if (without.length === 0) return [];
  const label = `$(discard) ${vscode.l10n.t("Include {0} again", names(without))}`;
  return [{ label, action: { kind: "drop", hosts: [] } }];
}

/** Features by the hosts that cost them. */
function lostItems({ lost, hosts }: BaselineOfVendor): BaselineItem[] {
  const groups = groupLost(lost).map((group) =>
    under(
      groupText(group),
      group.features.map((label): BaselineItem => ({ label, description: whereText(group, hosts) })),
    ),
  );
  return groups.flat();
}
