import * as vscode from "vscode";
import type { ConfiguredHost, FolderHosts } from "../../../shared/src/messages.js";
import type { MatrixSubject } from "./panel.js";

/**
 * What to show for the hosts and pools that the user has chosen in the Hosts view.
 *
 * @param chosen at least one
 */
export function subjectOf(chosen: readonly ConfiguredHost[]): MatrixSubject {
  return { name: chosen.map(({ name }) => name).join(", "), hosts: chosen };
}

/**
 * What to show where the user names no hosts: the target of the active document's folder, else all of its hosts.
 *
 * @param folders what the folders' configurations say
 * @returns undefined where no folder has hosts
 */
export function defaultSubject(folders: readonly FolderHosts[]): MatrixSubject | undefined {
  const editor = vscode.window.activeTextEditor;
  const document = editor?.document.languageId === "xml" ? editor.document : undefined;
  const chosen = folderFor(document?.uri, folders);
  if (chosen === undefined) return undefined;
  const { folder, target, hosts } = chosen;
  const names = target === undefined ? hosts.map(({ name }) => name) : [target];
  return {
    name: target ?? vscode.l10n.t("all hosts"),
    hosts: names.map((name): ConfiguredHost => ({ folder, name })),
    ...(document === undefined ? {} : { document }),
    ...(document === undefined || editor === undefined ? {} : { position: editor.selection.active }),
  };
}

/** The innermost folder around a document that has hosts; without one, the first that has. */
function folderFor(uri: vscode.Uri | undefined, folders: readonly FolderHosts[]): FolderHosts | undefined {
  const withHosts = folders.filter(({ hosts }) => hosts.length > 0);
  const around = withHosts.filter(({ folder }) => uri?.toString().startsWith(`${folder}/`));
  const [innermost] = around.sort((a, b) => b.folder.length - a.folder.length);
  return innermost ?? withHosts[0];
}
