import * as vscode from "vscode";
import type { HostConfig } from "../../../../shared/src/config/config.js";
import type { HostSummary } from "../../../../shared/src/messages.js";
import { readText } from "../readText.js";
import type { AddingMeans } from "./addConnection.js";
import { askName } from "./askName.js";
import { baseName, keyFor } from "./fileNames.js";

/**
 * Adds a host by a file that describes it; one from outside the folder is copied into `hosts/`, if the user agrees.
 *
 * @param given the file; asked for without one
 * @throws what to tell the user when the file describes no host
 */
export async function addFile(folder: string, means: AddingMeans, given?: vscode.Uri): Promise<boolean> {
  const file = given ?? (await browse(folder));
  if (file === undefined) return false;
  const summary = await describe(file, means);
  const name = await askName(vscode.l10n.t("Add Host"), baseName(file.path), means.takenIn(folder));
  if (name === undefined) return false;
  const path = pathIn(folder, file) ?? (await copyIn(folder, file));
  if (path === undefined) return false;
  const host: HostConfig = { [keyFor(summary.kind)]: path };
  await means.change(folder, [{ kind: "setHost", name, host }]);
  return true;
}

async function browse(folder: string): Promise<vscode.Uri | undefined> {
  const files = await vscode.window.showOpenDialog({
    title: vscode.l10n.t("The host's document"),
    openLabel: vscode.l10n.t("Add Host"),
    defaultUri: vscode.Uri.parse(folder),
  });
  return files?.[0];
}

async function describe(file: vscode.Uri, { describeHosts }: AddingMeans): Promise<HostSummary> {
  const text = await readText(file);
  const [summary] = await describeHosts([{ uri: file.toString(), text }]);
  if (summary !== undefined) return summary;
  throw new Error(
    vscode.l10n.t(
      "{0} describes no host. It takes the whole output of virsh domcapabilities, virsh capabilities or cpuid -r: save it again.",
      vscode.workspace.asRelativePath(file),
    ),
  );
}

/** @returns the path inside the folder; undefined for a file elsewhere */
function pathIn(folder: string, file: vscode.Uri): string | undefined {
  const root = vscode.Uri.parse(folder);
  const isInside = file.scheme === root.scheme && file.authority === root.authority;
  return isInside && file.path.startsWith(`${root.path}/`) ? file.path.slice(root.path.length + 1) : undefined;
}

async function copyIn(folder: string, file: vscode.Uri): Promise<string | undefined> {
  const name = file.path.slice(file.path.lastIndexOf("/") + 1);
  const path = `hosts/${name}`;
  const copy = vscode.l10n.t("Copy into {0}", "hosts/");
  const question = vscode.l10n.t("{0} lies outside the folder. A team shares what is in it.", name);
  if ((await vscode.window.showWarningMessage(question, { modal: true }, copy)) !== copy) return undefined;
  const target = vscode.Uri.joinPath(vscode.Uri.parse(folder), path);
  await vscode.workspace.fs.copy(file, target, { overwrite: false });
  return path;
}
