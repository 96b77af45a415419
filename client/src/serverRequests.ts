import * as vscode from "vscode";
import { textOfBytes } from "../../shared/src/common/decodeBytes.js";
import { MAX_CONFIG } from "../../shared/src/config/index.js";
import type { HostFile } from "../../shared/src/messages.js";
import { readInFolder } from "./hosts/readHostFile.js";
import type { Machine } from "./machine.js";

/**
 * @param path what somebody asks for
 * @returns whether it is a relative path, with `/`, that cannot leave the folder it is taken from
 */
export function isDataPath(path: unknown): path is string {
  if (typeof path !== "string" || path === "") return false;
  return path.split("/").every((part) => /^[\w.-]+$/.test(part) && part !== "." && part !== "..");
}

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
  return textOfBytes(await vscode.workspace.fs.readFile(file));
}

/**
 * Answers the server's request for the `libvirt-cpu.json` of a workspace folder or of the samples; no other file is given out.
 *
 * @param uri what the server asks for
 * @param samples the folder of the sample VMs
 * @param staysInside follows links; without it they cannot be told
 * @returns the file; `missing` where it is none of the server's business
 */
export async function readWorkspaceFile(
  uri: unknown,
  samples: vscode.Uri,
  staysInside: Machine["staysInside"] | undefined,
): Promise<HostFile> {
  const folders = [...(vscode.workspace.workspaceFolders ?? []).map((each) => each.uri), samples];
  const folder = folders.find(
    (each) => typeof uri === "string" && configOf(each).toString() === vscode.Uri.parse(uri).toString(),
  );
  return folder === undefined
    ? { error: "missing" }
    : readInFolder(configOf(folder), folder, { staysInside, most: MAX_CONFIG });
}

function configOf(folder: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(folder, configName);
}
