import * as vscode from "vscode";
import { type BaselineItem, baselineItems } from "./baselineItems.js";
import type { Action, ShownBaseline } from "./shown.js";
import { remarkText, titleText } from "./texts.js";

/** What the user decided in the end. */
export type Decision = "insert" | "back" | undefined;

/**
 * What is shown after an action; undefined where nothing changes.
 *
 * @param aside runs something that replaces the list until it ends
 * @param token the list was closed
 */
export type Change = (
  action: Action,
  shown: ShownBaseline,
  aside: <T>(question: () => Promise<T>) => Promise<T>,
  token: vscode.CancellationToken,
) => Promise<ShownBaseline | undefined>;

/**
 * Shows what the baseline is and what it costs, and asks whether to insert it. Choices change it on the spot.
 *
 * @param canGoBack whether the hosts were asked for before
 */
export function showBaseline(
  first: ShownBaseline,
  canGoBack: boolean,
  change: Change,
): Promise<{ readonly decision: Decision; readonly shown: ShownBaseline }> {
  const pick = vscode.window.createQuickPick<BaselineItem>();
  const closing = new vscode.CancellationTokenSource();
  let shown = first;
  let isAside = false;
  if (canGoBack) {
    pick.step = 2;
    pick.totalSteps = 2;
    pick.buttons = [vscode.QuickInputButtons.Back];
  }
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  // Looking at the block beside must not close the question.
  pick.ignoreFocusOut = true;
  draw(pick, shown);
  const aside = async <T>(question: () => Promise<T>): Promise<T> => {
    isAside = true;
    try {
      return await question();
    } finally {
      isAside = false;
      pick.show();
    }
  };
  const act = async (action: Action): Promise<void> => {
    pick.busy = true;
    try {
      const next = await change(action, shown, aside, closing.token);
      if (next === undefined || closing.token.isCancellationRequested) return;
      shown = next;
      draw(pick, shown, action);
    } catch (error) {
      if (closing.token.isCancellationRequested) return;
      vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    } finally {
      pick.busy = false;
    }
  };
  return new Promise((resolve) => {
    const decide = (decision: Decision): void => {
      resolve({ decision, shown });
      pick.hide();
    };
    pick.onDidAccept(() => {
      const action = pick.activeItems[0]?.action;
      // While an answer is on its way, what is seen is not what would be inserted.
      if (action === undefined || pick.busy) return;
      if (action.kind === "insert") decide("insert");
      else void act(action);
    });
    pick.onDidTriggerButton(() => decide("back"));
    pick.onDidHide(() => {
      if (isAside) return;
      closing.cancel();
      resolve({ decision: undefined, shown });
      pick.dispose();
    });
    pick.show();
  });
}

/** After a choice the same choice stays in focus, so that it is easily taken back. */
function draw(pick: vscode.QuickPick<BaselineItem>, shown: ShownBaseline, done?: Action): void {
  pick.title = titleText(shown);
  pick.placeholder = remarkText(shown);
  pick.value = "";
  pick.items = baselineItems(shown);
  const same = done && pick.items.find(({ action }) => action !== undefined && subject(action) === subject(done));
  if (same !== undefined) pick.activeItems = [same];
}

/** What an action is about, whichever way it goes. */
function subject(action: Action): string {
  switch (action.kind) {
    case "wish":
      return Object.keys(action.wishes).join();
    case "vendor":
      return `vendor ${action.vendor}`;
    // What was chosen is gone from the list.
    case "drop":
      return "insert";
    default:
      return action.kind;
  }
}
