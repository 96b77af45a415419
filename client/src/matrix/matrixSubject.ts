import * as vscode from "vscode";
import type { ConfiguredHost, FolderHosts } from "../../../shared/src/messages.js";
import type { MatrixSubject } from "./panel.js";

/**
 * What to show where the user names no hosts: the target of the active document's folder, else all of its hosts.
 *
 * @param folders what the folders' configurations say
 * @returns undefined where no folder has hosts
 */
export function defaultSubject(folders: readonly FolderHosts[]): MatrixSubject | undefined {
  const editor = vscode.window.activeTextEditor;
  const document = editor?.document.languageId === "xml" ? editor.document : undefined;
  const withHosts = folders.filter(({ hosts }) => hosts.length > 0);
  const own = withHosts.find(({ folder }) => document?.uri.toString().startsWith(`${folder}/`));
  const chosen = own ?? withHosts[0];
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
