import * as vscode from "vscode";
import { reportScheme } from "./reportUri.js";

/** The key that the button waits for which copies a report. */
const contextKey = "libvirtCpu.isReport";

/** What VS Code's own preview of Markdown is called among the kinds of tabs. */
const previewType = "markdown.preview";

/**
 * The report that the active tab shows, as a preview or as its text.
 *
 * @param paths of the reports that there are
 * @returns its path
 */
export function activeReport(paths: readonly string[]): string | undefined {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  if (tab?.input instanceof vscode.TabInputText) {
    return tab.input.uri.scheme === reportScheme ? tab.input.uri.path : undefined;
  }
  // A preview does not tell what it shows; its title names the document.
  const isPreview = tab?.input instanceof vscode.TabInputWebview && tab.input.viewType.includes(previewType);
  return isPreview ? paths.find((path) => tab.label.endsWith(path.slice(1))) : undefined;
}

/** Keeps the context key true while the active tab shows a report. */
export function trackReports(paths: () => readonly string[]): vscode.Disposable {
  let last: boolean | undefined;
  const update = (): void => {
    const now = activeReport(paths()) !== undefined;
    if (now === last) return;
    last = now;
    vscode.commands.executeCommand("setContext", contextKey, now);
  };
  update();
  const { tabGroups } = vscode.window;
  return vscode.Disposable.from(tabGroups.onDidChangeTabs(update), tabGroups.onDidChangeTabGroups(update));
}
