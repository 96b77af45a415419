import * as vscode from "vscode";

/** Says that there is no host for what was asked, and offers to add one. Not waited for: it stays until it is closed. */
export function tellNoHosts(): void {
  const add = vscode.l10n.t("Add Host…");
  const message = vscode.l10n.t("There is no host to choose from yet. Add the hosts that your VMs run on.");
  vscode.window.showInformationMessage(message, add).then((chosen) => {
    if (chosen === add) vscode.commands.executeCommand("libvirt-cpu.hosts.add");
  });
}
