import * as vscode from "vscode";

/** The files of the sample workspace; an extension's folder on the web cannot be listed. */
export const SAMPLE_FILES = [
  "arm-edge.xml",
  "broken.xml",
  "epyc-db.xml",
  "hosts/node1.caps.xml",
  "hosts/node1.domcaps.xml",
  "hosts/node2.caps.xml",
  "hosts/node2.domcaps.xml",
  "hosts/node3.caps.xml",
  "hosts/node3.domcaps.xml",
  "hosts/old-xeon.cpudata.xml",
  "libvirt-cpu.json",
  "numa-hpc.xml",
  "README.md",
  "web01.xml",
  "windows11.xml",
] as const;

/** What is shown: one VM that starts on the sample hosts, and one full of mistakes in front. */
const SHOWN = ["web01.xml", "broken.xml"] as const;

/** @returns the folder of the user's own copy of the samples, which need not be there */
export function samplesFolder(storageUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(storageUri, "samples");
}

/**
 * Opens sample VMs in this window, beside the walkthrough where that is open. They are the user's own copies, so that they
 * can be changed and saved; what was changed before stays. While one is open the language server knows their hosts.
 *
 * @param extensionUri where the extension's files are
 * @param folder of the copies
 * @returns true when they are open
 */
export async function openSamples(extensionUri: vscode.Uri, folder: vscode.Uri): Promise<boolean> {
  for (const name of SAMPLE_FILES) await copyOnce(vscode.Uri.joinPath(extensionUri, "samples"), folder, name);
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  const isText = activeTab === undefined || activeTab.input instanceof vscode.TabInputText;
  let viewColumn = isText ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
  for (const name of SHOWN) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, name));
    await vscode.window.showTextDocument(document, { viewColumn, preview: false });
    viewColumn = vscode.ViewColumn.Active;
  }
  return true;
}

async function copyOnce(from: vscode.Uri, to: vscode.Uri, name: string): Promise<void> {
  const copy = vscode.Uri.joinPath(to, name);
  const isThere = await vscode.workspace.fs.stat(copy).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  await vscode.workspace.fs.writeFile(copy, await vscode.workspace.fs.readFile(vscode.Uri.joinPath(from, name)));
}
