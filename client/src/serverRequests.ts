import * as vscode from "vscode";
import { MAX_CONFIG } from "../../shared/src/config/index.js";
import { bytesToText } from "./documents/bytesToText.js";
import { readStored } from "./hosts/readHostFile.js";
import { isDataPath } from "./isDataPath.js";

/** The one file of the workspace that the server may ask for. */
const configName = "libvirt-cpu.json";

/**
 * Answers the server's request for a file of the extension's data folder.
 *
 * @param path what the server asks for, relative to data/
 * @returns the file's text
 * @throws when the path is not one that stays in there, or there is no such file
 */
export async function readData(extensionUri: vscode.Uri, path: unknown): Promise<string> {
  if (!isDataPath(path)) throw new Error(`not a path of data/: ${String(path)}`);
  const file = vscode.Uri.joinPath(extensionUri, "data", ...path.split("/"));
  return bytesToText(await vscode.workspace.fs.readFile(file));
}

/**
 * Answers the server's request for a workspace folder's `libvirt-cpu.json`; no other file is given out.
 *
 * @param uri what the server asks for
 * @returns the file's text; null when there is none or it is none of the server's business
 * @throws when it is too large
 */
export async function readWorkspaceFile(uri: unknown): Promise<string | null> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const file = folders
    .map((folder) => vscode.Uri.joinPath(folder.uri, configName))
    .find((candidate) => typeof uri === "string" && candidate.toString() === vscode.Uri.parse(uri).toString());
  if (file === undefined) return null;
  const read = await readStored(file, MAX_CONFIG);
  if ("text" in read) return read.text;
  if (read.error === "too-large") throw new Error(`it is over ${MAX_CONFIG / 1024 / 1024} MB, and not read`);
  // Most folders have none.
  return null;
}
