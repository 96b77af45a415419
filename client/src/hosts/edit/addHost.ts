import * as vscode from "vscode";
import { type AddingMeans, addConnection } from "./addConnection.js";
import { addFile } from "./addFile.js";
import { addReference } from "./addReference.js";
import { type GivenHost, readGiven } from "./givenHost.js";
import { pickFolder } from "./pickFolder.js";

interface Way extends vscode.QuickPickItem {
  readonly add: (folder: string, means: AddingMeans, given: GivenHost) => Promise<boolean>;
  /** Whether what is given says this way. */
  readonly isGiven: boolean;
}

/**
 * Adds a host to a folder's `libvirt-cpu.json`, in the way that the user picks.
 *
 * @param argument a folder of the Hosts view, or what is otherwise asked for
 * @returns whether there is one more
 */
export async function addHost(means: AddingMeans, argument: unknown): Promise<boolean> {
  const given = readGiven(argument);
  const folder = await pickFolder(given.folder);
  if (folder === undefined) return false;
  const { t } = vscode.l10n;
  const ways: readonly Way[] = [
    {
      label: `$(file) ${t("From a File…")}`,
      detail: t("The output of virsh domcapabilities (the best source), virsh capabilities or cpuid -r"),
      add: addFile,
      isGiven: given.files !== undefined,
    },
    {
      label: `$(vm-connect) ${t("From a libvirt Connection…")}`,
      detail: t("Asks the host with virsh: qemu:///system, qemu+ssh://node1/system"),
      add: addConnection,
      isGiven: given.connection !== undefined,
    },
    {
      label: `$(chip) ${t("From the Built-in Reference CPUs…")}`,
      detail: t("A processor of a known kind, for a host of which there is no document"),
      add: addReference,
      isGiven: given.reference !== undefined,
    },
  ];
  const known = ways.find(({ isGiven }) => isGiven);
  const way =
    known ??
    (await vscode.window.showQuickPick(ways, {
      title: t("Add Host"),
      placeHolder: t("Where is it known from?"),
      matchOnDetail: true,
    }));
  return (await way?.add(folder, means, given)) ?? false;
}
