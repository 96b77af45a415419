import * as vscode from "vscode";
import { freeName, safeName } from "./fileNames.js";

/**
 * A path in a folder's `hosts/` that no file has: `hosts/node1.caps.xml`, else `hosts/node1-2.caps.xml`.
 *
 * @param file the file's name, as it is elsewhere
 * @param taken paths that are to be written as well
 */
export async function freePath(folder: string, file: string, taken: ReadonlySet<string>): Promise<string> {
  const name = safeName(file);
  const dot = name.indexOf(".", 1);
  const [base, ending] = dot < 0 ? [name, ""] : [name.slice(0, dot), name.slice(dot)];
  const there = await namesIn(vscode.Uri.joinPath(vscode.Uri.parse(folder), "hosts"));
  const used = [...there.map((each) => `hosts/${each}`), ...taken].filter((path) => path.endsWith(ending));
  const bases = used.map((path) => path.slice(0, path.length - ending.length));
  return `${freeName(`hosts/${base}`, new Set(bases))}${ending}`;
}

async function namesIn(directory: vscode.Uri): Promise<string[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(directory)).map(([name]) => name);
  } catch {
    // There is none yet.
    return [];
  }
}
