import * as vscode from "vscode";
import { browseForHosts, type FoundHosts } from "./findHosts.js";

/**
 * @param found the outcome of a search
 * @returns a remark when the workspace was too large to look at all of it, else nothing
 */
export function truncatedText(found: FoundHosts): string {
  return found.truncated ? vscode.l10n.t("(This workspace is large: not all files were searched.)") : "";
}

/**
 * Says that the workspace describes no host that would do, and how to save one.
 *
 * @param wanted what kind of host is missing, as a sentence
 * @param many whether several files may be chosen
 * @returns the files the user chose instead; undefined when none
 */
export async function noHosts(wanted: string, many: boolean): Promise<vscode.Uri[] | undefined> {
  const how = vscode.l10n.t(
    "Save a host document in the workspace, for example: virsh domcapabilities > hosts/node1.domcaps.xml. Or add the host in the Hosts view.",
  );
  const [add, browse] = [vscode.l10n.t("Add Host…"), vscode.l10n.t("Browse…")];
  const choice = await vscode.window.showWarningMessage(`${wanted} ${how}`, add, browse);
  if (choice === add) await vscode.commands.executeCommand("libvirt-cpu.hosts.add");
  return choice === browse ? browseForHosts(many) : undefined;
}

/** Says that there is no host for what was asked, and offers to add one. Not waited for: it stays until it is closed. */
export function tellNoHosts(): void {
  const add = vscode.l10n.t("Add Host…");
  const message = vscode.l10n.t("No hosts yet. Add the hosts that your VMs run on.");
  vscode.window.showInformationMessage(message, add).then((chosen) => {
    if (chosen === add) vscode.commands.executeCommand("libvirt-cpu.hosts.add");
  });
}
