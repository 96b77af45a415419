import * as vscode from "vscode";
import type { ChoiceItem } from "./choiceItems.js";

/** What the user answered; "browse" wants files from elsewhere and keeps what is ticked. */
export interface PickedChoices {
  readonly next: "go" | "browse";
  readonly items: readonly ChoiceItem[];
}

export interface ChoiceList {
  readonly remark: string;
  /** The entries as they are now. */
  readonly items: () => ChoiceItem[];
  /** Tells that they are others now. */
  readonly onDidChange: vscode.Event<void>;
  /** Keys of those that are ticked at first. */
  readonly ticked: ReadonlySet<string>;
}

/**
 * Asks for the hosts of a baseline: a pool, or two hosts or more.
 *
 * @returns undefined when the user turned back
 */
export function pickChoices({ remark, items, onDidChange, ticked }: ChoiceList): Promise<PickedChoices | undefined> {
  const pick = vscode.window.createQuickPick<ChoiceItem>();
  pick.title = vscode.l10n.t("Insert Baseline CPU Block");
  pick.step = 1;
  pick.totalSteps = 2;
  pick.placeholder = [vscode.l10n.t("On which hosts must the domain run?"), remark].join(" ").trim();
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.buttons = [{ iconPath: new vscode.ThemeIcon("folder-opened"), tooltip: vscode.l10n.t("Browse…") }];
  const draw = (keys: ReadonlySet<string>): void => {
    pick.items = items();
    pick.selectedItems = pick.items.filter(({ key }) => key !== undefined && keys.has(key));
  };
  draw(ticked);
  const listening = onDidChange(() => draw(new Set(pick.selectedItems.flatMap(({ key }) => key ?? []))));
  return new Promise((resolve) => {
    const answer = (next: PickedChoices["next"]): void => {
      resolve({ next, items: pick.selectedItems });
      pick.hide();
    };
    pick.onDidAccept(() => {
      if (isEnough(pick.selectedItems)) return answer("go");
      pick.title = vscode.l10n.t("Insert Baseline CPU Block: tick a pool, or at least two hosts");
    });
    pick.onDidTriggerButton(() => answer("browse"));
    pick.onDidHide(() => {
      resolve(undefined);
      listening.dispose();
      pick.dispose();
    });
    pick.show();
  });
}

function isEnough(items: readonly ChoiceItem[]): boolean {
  return items.length >= 2 || items.some(({ isPool }) => isPool);
}
