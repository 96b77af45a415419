import * as vscode from "vscode";

/** What is shown where no folder can be made of the samples: one that starts, one full of mistakes. */
const SHOWN = ["web01.xml", "broken.xml"];

/**
 * Opens the sample VMs: as a folder of their own, with hosts and a pool, where files can be copied; in a browser's
 * extension host as documents that nobody has saved. What was changed in the folder before stays.
 *
 * @param extensionUri where the extension's files are
 * @param storageUri where the extension may write
 * @returns true when they are open
 */
export async function openSamples(extensionUri: vscode.Uri, storageUri: vscode.Uri): Promise<boolean> {
  const samples = vscode.Uri.joinPath(extensionUri, "samples");
  if (samples.scheme !== "file") return openUnsaved(samples);
  const folder = vscode.Uri.joinPath(storageUri, "samples");
  if (!(await exists(folder))) await vscode.workspace.fs.copy(samples, folder);
  const isEmptyWindow = vscode.workspace.workspaceFolders === undefined;
  await vscode.commands.executeCommand("vscode.openFolder", folder, { forceNewWindow: !isEmptyWindow });
  return true;
}

async function openUnsaved(samples: vscode.Uri): Promise<boolean> {
  for (const name of SHOWN) {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(samples, name));
    const content = new TextDecoder().decode(bytes);
    const document = await vscode.workspace.openTextDocument({ language: "xml", content });
    await vscode.window.showTextDocument(document, { preview: false });
  }
  return true;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
