import * as vscode from "vscode";

/**
 * Opens a file dialog for documents that describe hosts.
 *
 * @param many whether several may be chosen
 * @returns the chosen files; undefined when the dialog was closed
 */
export function browseForHosts(many: boolean): Thenable<vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    canSelectMany: many,
    title: vscode.l10n.t("Domain capabilities or capabilities of a host"),
    openLabel: vscode.l10n.t("Use"),
    filters: {
      [vscode.l10n.t("Host documents")]: ["xml", "txt", "cpudata", "cpuid"],
      [vscode.l10n.t("All files")]: ["*"],
    },
  });
}
