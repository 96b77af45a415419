import * as vscode from "vscode";
import type { BaselineAnswer, BaselineOfVendor, BaselineWishes } from "../../../shared/src/messages.js";
import { groupLost } from "./groupLost.js";
import { costText, gainTexts, groupText, names, titleText, whereText } from "./texts.js";

type Plans = Exclude<BaselineAnswer, { readonly error: string }>;

/** What the user may do with a baseline that is shown. */
export type Action =
  | { readonly kind: "insert" | "show" | "floor" }
  | { readonly kind: "wish"; readonly wishes: BaselineWishes }
  /** Go without these hosts. */
  | { readonly kind: "drop"; readonly hosts: readonly string[] }
  | { readonly kind: "vendor"; readonly index: number };

interface BaselineItem extends vscode.QuickPickItem {
  readonly action?: Action;
}

/** What is asked anew when a choice changes. */
export interface Shown {
  readonly plans: Plans;
  /** Which of the plans is looked at. */
  readonly index: number;
  readonly wishes: BaselineWishes;
  /** Hosts that the user goes without. */
  readonly dropped: readonly string[];
}

/** What the user decided in the end. */
export type Decision = "insert" | "back" | undefined;

/**
 * Shows what the baseline is and what it costs, and asks whether to insert it. Choices change it on the spot.
 *
 * @param canGoBack whether the hosts were asked for before
 * @param change what is shown after an action; undefined where nothing changes
 */
export function showBaseline(
  first: Shown,
  canGoBack: boolean,
  change: (action: Action, shown: Shown) => Promise<Shown | undefined>,
): Promise<{ readonly decision: Decision; readonly shown: Shown }> {
  const pick = vscode.window.createQuickPick<BaselineItem>();
  let shown = first;
  if (canGoBack) {
    pick.step = 2;
    pick.totalSteps = 2;
    pick.buttons = [vscode.QuickInputButtons.Back];
  }
  pick.matchOnDescription = true;
  // Looking at the block beside must not close the question.
  pick.ignoreFocusOut = true;
  const draw = (): void => {
    const plan = shown.plans.plans[shown.index];
    pick.title = plan === undefined ? vscode.l10n.t("No baseline") : titleText(plan);
    pick.placeholder = plan === undefined ? "" : (plan.problem ?? costText(plan));
    pick.items = baselineItems(shown);
  };
  draw();
  return new Promise((resolve) => {
    const decide = (decision: Decision): void => {
      resolve({ decision, shown });
      pick.hide();
    };
    const act = async (action: Action): Promise<void> => {
      if (action.kind === "insert") {
        decide("insert");
        return;
      }
      pick.busy = true;
      try {
        const next = await change(action, shown);
        if (next !== undefined) {
          shown = next;
          pick.value = "";
          draw();
        }
      } catch (error) {
        vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      } finally {
        pick.busy = false;
      }
      // A question in between takes the place of the list.
      pick.show();
    };
    pick.onDidAccept(() => {
      const action = pick.activeItems[0]?.action;
      if (action !== undefined) void act(action);
    });
    pick.onDidTriggerButton(() => decide("back"));
    pick.onDidHide(() => {
      // Hidden by a question in between, it comes back.
      if (pick.busy) return;
      resolve({ decision: undefined, shown });
      pick.dispose();
    });
    pick.show();
  });
}

function baselineItems(shown: Shown): BaselineItem[] {
  const plan = shown.plans.plans[shown.index];
  if (plan === undefined) return vendorItems(shown);
  const { t } = vscode.l10n;
  const insert: BaselineItem[] =
    plan.model === undefined
      ? []
      : [
          { label: `$(check) ${t("Insert this block")}`, action: { kind: "insert" } },
          { label: `$(open-preview) ${t("Show the whole block")}`, action: { kind: "show" } },
        ];
  return [
    ...insert,
    ...unmetItems(plan),
    ...vendorItems(shown),
    separator(t("What it is to be like")),
    ...wishItems(shown.wishes),
    ...gainItems(plan),
    ...droppedItems(shown),
    ...lostItems(plan),
  ];
}

function separator(label: string): BaselineItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function unmetItems({ unmet }: BaselineOfVendor): BaselineItem[] {
  return unmet.map(({ feature, missingOn }) => ({
    label: `$(warning) ${vscode.l10n.t("{0} must stay, and {1} cannot give it", feature, names(missingOn))}`,
    description: vscode.l10n.t("Enter: go without those hosts"),
    action: { kind: "drop", hosts: missingOn },
  }));
}

/** Between vendors nothing migrates: each has a baseline of its own. */
function vendorItems({ plans: { plans, unknown }, index }: Shown): BaselineItem[] {
  const { t } = vscode.l10n;
  const unknownItems = unknown.map(
    ({ name, reason }): BaselineItem => ({ label: `$(question) ${name}`, description: `${t("left out")}: ${reason}` }),
  );
  if (plans.length < 2) return unknownItems.length === 0 ? [] : [separator(t("Not known")), ...unknownItems];
  const items = plans.map(
    ({ vendor, hosts, model, problem }, each): BaselineItem => ({
      label: `${each === index ? "$(circle-filled)" : "$(circle-outline)"} ${vendor ?? t("Unknown vendor")}: ${model ?? problem ?? ""}`,
      description: names(hosts),
      action: { kind: "vendor", index: each },
    }),
  );
  return [separator(t("No VM migrates between vendors: a baseline for each")), ...items, ...unknownItems];
}

function wishItems({
  migratable = true,
  usableModels = true,
  expand = false,
  floor = [],
}: BaselineWishes): BaselineItem[] {
  const { t } = vscode.l10n;
  const toggle = (isOn: boolean, label: string, description: string, wishes: BaselineWishes): BaselineItem => ({
    label: `${isOn ? "$(pass-filled)" : "$(circle-large-outline)"} ${label}`,
    description,
    action: { kind: "wish", wishes },
  });
  return [
    toggle(migratable, t("Migratable"), t("leaves out what blocks migration"), { migratable: !migratable }),
    toggle(usableModels, t("Usable models only"), t("no model that a hypervisor cannot run as it is"), {
      usableModels: !usableModels,
    }),
    toggle(expand, t("Expanded"), t("every feature spelled out"), { expand: !expand }),
    {
      label: `$(pinned) ${t("Features that must stay…")}`,
      description: floor.length === 0 ? t("none") : names(floor),
      action: { kind: "floor" },
    },
  ];
}

function gainItems({ gains, model }: BaselineOfVendor): BaselineItem[] {
  if (gains.length === 0) return [];
  const items = gains.map((gain): BaselineItem => {
    const { label, description } = gainTexts(gain, model);
    return { label: `$(arrow-up) ${label}`, description, action: { kind: "drop", hosts: gain.hosts } };
  });
  return [separator(vscode.l10n.t("What going without a host would win")), ...items];
}

function droppedItems({ dropped }: Shown): BaselineItem[] {
  if (dropped.length === 0) return [];
  const label = `$(discard) ${vscode.l10n.t("Take {0} back in", names(dropped))}`;
  return [{ label, action: { kind: "drop", hosts: [] } }];
}

/** Features by the hosts that cost them. */
function lostItems({ lost, hosts }: BaselineOfVendor): BaselineItem[] {
  return groupLost(lost).flatMap((group) => [
    separator(groupText(group)),
    ...group.features.map((label): BaselineItem => ({ label, description: whereText(group, hosts) })),
  ]);
}
