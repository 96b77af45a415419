import * as vscode from "vscode";
import { type AddingMeans, addConnection } from "./addConnection.js";
import { addFile } from "./addFile.js";
import { addReference } from "./addReference.js";
import { pickFolder } from "./pickFolder.js";

interface Way extends vscode.QuickPickItem {
  readonly add: (folder: string, means: AddingMeans) => Promise<boolean>;
}

/**
 * Adds a host to a folder's `libvirt-cpu.json`, in the way that the user picks.
 *
 * @returns whether there is one more
 */
export async function addHost(means: AddingMeans): Promise<boolean> {
  const folder = await pickFolder();
  if (folder === undefined) return false;
  const { t } = vscode.l10n;
  const ways: readonly Way[] = [
    {
      label: `$(file) ${t("From a File…")}`,
      detail: t("The output of virsh domcapabilities (the best source), virsh capabilities or cpuid -r"),
      add: (where, given) => addFile(where, given),
    },
    {
      label: `$(vm-connect) ${t("From a libvirt Connection…")}`,
      detail: t("Asks the host with virsh: qemu:///system, qemu+ssh://node1/system"),
      add: addConnection,
    },
    {
      label: `$(chip) ${t("From the Built-in Reference CPUs…")}`,
      detail: t("A processor of a known kind, for a host of which there is no document"),
      add: addReference,
    },
  ];
  const way = await vscode.window.showQuickPick(ways, {
    title: t("Add Host"),
    placeHolder: t("Where is it known from?"),
    matchOnDetail: true,
  });
  return (await way?.add(folder, means)) ?? false;
}
