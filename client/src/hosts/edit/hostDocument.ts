import * as vscode from "vscode";
import type { HostFile, HostSummary } from "../../../../shared/src/messages.js";
import { readStored } from "../readHostFile.js";
import type { AddingMeans } from "./addConnection.js";

/** A file that describes a host. */
export interface HostDocumentFile {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly kind: HostSummary["kind"];
  /** In the folder; undefined for a file elsewhere. */
  readonly path: string | undefined;
}

/**
 * Reads a file that is to describe a host of a folder.
 *
 * @throws what to tell the user when it cannot be read or describes none
 */
export async function readDocument(
  folder: string,
  uri: vscode.Uri,
  { describeHost }: Pick<AddingMeans, "describeHost">,
): Promise<HostDocumentFile> {
  const name = vscode.workspace.asRelativePath(uri);
  const file = await readStored(uri);
  if ("error" in file) throw new Error(problemText(name, file.error));
  const summary = await describeHost({ uri: uri.toString(), name, text: file.text });
  if ("error" in summary) throw new Error(summary.error);
  return { uri, text: file.text, kind: summary.kind, path: pathIn(folder, uri) };
}

function problemText(name: string, error: Extract<HostFile, { error: string }>["error"]): string {
  if (error === "missing") return vscode.l10n.t("{0}: there is no such file.", name);
  if (error === "too-large") return vscode.l10n.t("{0} is too large for a host document.", name);
  return vscode.l10n.t("{0} cannot be read.", name);
}

function pathIn(folder: string, file: vscode.Uri): string | undefined {
  const root = vscode.Uri.parse(folder);
  const isInside = file.scheme === root.scheme && file.authority === root.authority;
  return isInside && file.path.startsWith(`${root.path}/`) ? file.path.slice(root.path.length + 1) : undefined;
}
