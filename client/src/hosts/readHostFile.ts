import * as vscode from "vscode";
import { textOfBytes } from "../../../shared/src/common/decodeBytes.js";
import { type HostFile, MAX_HOST_FILE } from "../../../shared/src/messages.js";
import type { Machine } from "../machine.js";

/**
 * Answers the server's request for a file that describes a host.
 *
 * @param uri what the server asks for: only what lies in a folder of the workspace, or of the samples, is given out
 * @param samples the folder of the sample VMs
 * @param staysInside follows links; without it they cannot be told
 */
export async function readHostFile(
  uri: unknown,
  samples: vscode.Uri,
  staysInside: Machine["staysInside"] | undefined,
): Promise<HostFile> {
  const file = typeof uri === "string" ? vscode.Uri.parse(uri, true) : undefined;
  const folder = file && folderAround(file, samples);
  if (file === undefined || folder === undefined) return { error: "outside-the-folder" };
  return readInFolder(file, folder, { staysInside });
}

function folderAround(file: vscode.Uri, samples: vscode.Uri): vscode.Uri | undefined {
  // Dots are resolved when the URI is put together.
  const plain = vscode.Uri.joinPath(file, ".").toString();
  const folders = [...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri), samples];
  const around = folders.filter((folder) => plain.startsWith(`${folder.toString()}/`));
  return around.sort((one, other) => other.path.length - one.path.length)[0];
}

/** A file of a folder; not one that a link leads out of it to. */
export async function readInFolder(
  file: vscode.Uri,
  folder: vscode.Uri,
  {
    staysInside,
    most = MAX_HOST_FILE,
  }: { readonly staysInside: Machine["staysInside"] | undefined; readonly most?: number },
): Promise<HostFile> {
  return (await leadsOut(file, folder, staysInside)) ? { error: "outside-the-folder" } : readStored(file, most);
}

/** Does a link lead from a file of a folder to somewhere else? What lies on no disk of ours has none that are known. */
export async function leadsOut(
  file: vscode.Uri,
  folder: vscode.Uri,
  staysInside: Machine["staysInside"] | undefined,
): Promise<boolean> {
  if (file.scheme !== "file" || staysInside === undefined) return false;
  return !(await staysInside(file.fsPath, folder.fsPath));
}

/** A file as it is stored, within limits: no pipe or device, which would be waited for, and nothing huge. */
export async function readStored(file: vscode.Uri, most = MAX_HOST_FILE): Promise<HostFile> {
  try {
    const { type, size, mtime } = await vscode.workspace.fs.stat(file);
    if ((type & vscode.FileType.File) === 0) return { error: "unreadable" };
    if (size > most) return { error: "too-large" };
    return { text: textOfBytes(await vscode.workspace.fs.readFile(file)), modified: mtime };
  } catch (error) {
    const isMissing = error instanceof vscode.FileSystemError && error.code === "FileNotFound";
    return { error: isMissing ? "missing" : "unreadable" };
  }
}
