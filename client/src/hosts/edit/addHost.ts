import * as vscode from "vscode";
import type { ReferenceCpus } from "../../../../shared/src/hosts/referenceCpus.js";
import type { HostsModel } from "../hostsModel.js";
import { type AddingContext, addConnection } from "./addConnection.js";
import { addFile } from "./addFile.js";
import { askName } from "./askName.js";
import { type GivenHost, readArgument } from "./givenHost.js";

interface Way extends vscode.QuickPickItem {
  readonly add: (folder: string, means: AddingContext, given: GivenHost) => Promise<boolean>;
  /** Whether what is given says this way. */
  readonly isGiven: boolean;
}

/**
 * Adds a host to a folder's `libvirt-cpu.json`, in the way that the user picks.
 *
 * @param argument a folder of the Hosts view, or what is otherwise asked for
 * @returns whether there is one more
 */
export async function addHostCommand(
  means: AddingContext & { readonly model: HostsModel },
  argument: unknown,
): Promise<boolean> {
  const given = readArgument(argument);
  const folder = await pickFolder(means.model, given.folder);
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
      detail: t("Reads the host with virsh: qemu:///system, qemu+ssh://node1/system"),
      add: addConnection,
      isGiven: given.connection !== undefined,
    },
    {
      label: `$(chip) ${t("From the Built-in Reference CPUs…")}`,
      detail: t("A built-in processor, for hosts without a document"),
      add: addReference,
      isGiven: given.reference !== undefined,
    },
  ];
  const known = ways.find(({ isGiven }) => isGiven);
  const way =
    known ??
    (await vscode.window.showQuickPick(ways, {
      title: t("Add Host"),
      placeHolder: t("Where does the host's data come from?"),
      matchOnDetail: true,
    }));
  return (await way?.add(folder, means, given)) ?? false;
}

/** Adds a host that stands for a processor of a known kind. */
async function addReference(folder: string, means: AddingContext, given: GivenHost): Promise<boolean> {
  const { cpus } = JSON.parse(await means.readData("hosts/index.json")) as ReferenceCpus;
  const items = cpus.map(({ id, title, generation, year, note }) => ({
    label: title,
    description: `${generation}, ${year}`,
    ...(note === undefined ? {} : { detail: note }),
    id,
  }));
  const known = items.find(({ id }) => id === given.reference);
  const chosen = known ?? (await pick(items));
  if (chosen === undefined) return false;
  const name = given.name ?? (await askName(vscode.l10n.t("Add Host"), chosen.id, means.takenIn(folder)));
  if (name === undefined) return false;
  await means.change(folder, [{ kind: "setHost", name, host: { reference: chosen.id } }]);
  return true;
}

function pick<T extends vscode.QuickPickItem>(items: readonly T[]): Thenable<T | undefined> {
  return vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Add Host: Reference CPU"),
    placeHolder: vscode.l10n.t("Which processor does the host have?"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
}

/**
 * The folder whose `libvirt-cpu.json` is meant: the given one, else the only one, the active document's, else the one that
 * the user picks. The samples' folder is one while a sample is open.
 *
 * @returns its URI; undefined when the user turned back
 * @throws where no folder is open
 */
export async function pickFolder(model: HostsModel, given?: string): Promise<string | undefined> {
  // A sample that was just opened has brought its folder.
  await model.refresh();
  const folders = model.folders().map(({ folder }) => folder);
  const [first, second] = folders;
  if (first === undefined)
    throw new Error(vscode.l10n.t("Open a folder first. Hosts are saved in its libvirt-cpu.json."));
  if (second === undefined) return first;
  const active = vscode.window.activeTextEditor?.document.uri;
  const known = folders.find((folder) => folder === given) ?? (active && model.folderOf(active)?.folder);
  if (known !== undefined) return known;
  // Samples that are open besides are not what is meant.
  const [own, another] = folders.filter((folder) => vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(folder)));
  if (own !== undefined && another === undefined) return own;
  const items = folders.map((folder) => {
    return { label: `$(folder) ${folderName(folder)}`, description: vscode.Uri.parse(folder).fsPath, folder };
  });
  return (await vscode.window.showQuickPick(items, { title: "libvirt-cpu.json" }))?.folder;
}

/** As the workspace calls it; else the last part of its path. */
export function folderName(folder: string): string {
  const uri = vscode.Uri.parse(folder);
  return vscode.workspace.getWorkspaceFolder(uri)?.name ?? uri.path.slice(uri.path.lastIndexOf("/") + 1);
}
