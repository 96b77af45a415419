import * as vscode from "vscode";
import type { Baseline } from "./baseline.js";
import { groupLost } from "./groupLost.js";
import { costText, groupText, titleText, whereText } from "./texts.js";

interface BaselineItem extends vscode.QuickPickItem {
  readonly action?: "insert" | "show";
}

/** What the user decided. */
export type Decision = "insert" | "back" | undefined;

/**
 * Shows what the baseline is and what it costs, and asks whether to insert it.
 *
 * @param canGoBack whether the hosts were asked for before
 * @param showBlock shows the whole block beside, while the question stays
 */
export function showBaseline(baseline: Baseline, canGoBack: boolean, showBlock: () => void): Promise<Decision> {
  const pick = vscode.window.createQuickPick<BaselineItem>();
  pick.title = titleText(baseline);
  if (canGoBack) {
    pick.step = 2;
    pick.totalSteps = 2;
    pick.buttons = [vscode.QuickInputButtons.Back];
  }
  pick.placeholder = costText(baseline);
  pick.matchOnDescription = true;
  // Looking at the block beside must not close the question.
  pick.ignoreFocusOut = true;
  pick.items = baselineItems(baseline);
  return new Promise((resolve) => {
    const decide = (decision: Decision): void => {
      resolve(decision);
      pick.hide();
    };
    pick.onDidAccept(() => {
      const action = pick.activeItems[0]?.action;
      if (action === "insert") decide("insert");
      if (action === "show") showBlock();
    });
    pick.onDidTriggerButton(() => decide("back"));
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function baselineItems(baseline: Baseline): BaselineItem[] {
  return [
    { label: `$(check) ${vscode.l10n.t("Insert this block")}`, action: "insert" },
    { label: `$(open-preview) ${vscode.l10n.t("Show the whole block")}`, action: "show" },
    ...groupLost(baseline.lost).flatMap((group) => [
      { label: groupText(group), kind: vscode.QuickPickItemKind.Separator },
      ...group.features.map((label) => ({ label, description: whereText(group, baseline.hosts) })),
    ]),
  ];
}
