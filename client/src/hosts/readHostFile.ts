import * as vscode from "vscode";
import { type HostFile, MAX_HOST_FILE } from "../../../shared/src/messages.js";
import { bytesToText } from "../documents/bytesToText.js";
import type { Machine } from "../machine.js";

/**
 * Answers the server's request for a file that describes a host.
 *
 * @param uri what the server asks for: only what lies in a folder of the workspace is given out
 * @param staysInside follows links; without it they cannot be told
 */
export async function readHostFile(uri: unknown, staysInside: Machine["staysInside"] | undefined): Promise<HostFile> {
  const file = typeof uri === "string" ? vscode.Uri.parse(uri, true) : undefined;
  if (file === undefined || !isInWorkspace(file)) return { error: "outside-the-folder" };
  const folder = vscode.workspace.getWorkspaceFolder(file)?.uri;
  const isOnDisk = file.scheme === "file" && folder !== undefined && staysInside !== undefined;
  if (isOnDisk && !(await staysInside(file.fsPath, folder.fsPath))) return { error: "outside-the-folder" };
  return readStored(file);
}

/** A file as it is stored, within limits: no pipe or device, which would be waited for, and nothing huge. */
export async function readStored(file: vscode.Uri, most = MAX_HOST_FILE): Promise<HostFile> {
  try {
    const { type, size, mtime } = await vscode.workspace.fs.stat(file);
    if ((type & vscode.FileType.File) === 0) return { error: "unreadable" };
    if (size > most) return { error: "too-large" };
    return { text: bytesToText(await vscode.workspace.fs.readFile(file)), modified: mtime };
  } catch (error) {
    const isMissing = error instanceof vscode.FileSystemError && error.code === "FileNotFound";
    return { error: isMissing ? "missing" : "unreadable" };
  }
}

function isInWorkspace(file: vscode.Uri): boolean {
  // Dots are resolved when the URI is put together.
  const plain = vscode.Uri.joinPath(file, ".").toString();
  return (vscode.workspace.workspaceFolders ?? []).some((folder) => plain.startsWith(`${folder.uri.toString()}/`));
}
