import * as vscode from "vscode";
import { type ConfiguredHost, type FolderHosts, Request } from "../../../shared/src/messages.js";
import type { Server } from "../connection/server.js";
import { isWhole } from "../documents/served.js";
import { documentTarget, withTarget } from "../hosts/documentTarget.js";
import { tellNoHosts } from "../hosts/noHosts.js";
import { selectedHosts } from "../hosts/selectedHosts.js";
import { type MatrixPanel, openPanel, type PanelSubject } from "./panel.js";

/**
 * Shows the hosts that the command was called with; without any, those that the active document is to run on.
 *
 * @param args as the Hosts view hands them over: what was clicked, and all that is selected
 * @returns false where there are no hosts, which the user is told
 */
export async function showMatrix(server: Server, panels: MatrixPanels, args: readonly unknown[]): Promise<boolean> {
  const chosen = selectedHosts(args);
  const subject = chosen.length > 0 ? subjectOf(chosen) : await defaultSubject(server);
  if (subject === undefined) {
    tellNoHosts();
    return false;
  }
  panels.show(subject);
  return true;
}

/**
 * What to show for the hosts and pools that the user has chosen in the Hosts view.
 *
 * @param chosen at least one
 */
function subjectOf(chosen: readonly ConfiguredHost[]): PanelSubject {
  return { name: chosen.map(({ name }) => name).join(", "), hosts: chosen };
}

/**
 * What to show where the user names no hosts: the target of the active document, else all hosts of its folder.
 *
 * @returns undefined where no folder has hosts
 */
async function defaultSubject(server: Server): Promise<PanelSubject | undefined> {
  const folders = await server.ask(Request.hosts, {});
  const editor = vscode.window.activeTextEditor;
  const document = editor !== undefined && isWhole(editor.document) ? editor.document : undefined;
  const chosen = folderFor(document?.uri, folders);
  if (chosen === undefined) return undefined;
  const own = document === undefined ? undefined : await documentTarget(server, document.uri);
  const { folder, target, hosts } = withTarget(chosen, own);
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

/** The open matrices, one for each pool or host. */
interface MatrixPanels extends vscode.Disposable {
  /** Opens a matrix, or brings the one that is open already to the front. */
  show(subject: PanelSubject): void;
  /** The hosts have changed. */
  refresh(): void;
}

/**
 * @param extensionUri where the page's script and style are
 * @param server answers what hosts and document are
 */
export function createMatrixPanels(extensionUri: vscode.Uri, server: Pick<Server, "ask">): MatrixPanels {
  const open = new Map<string, MatrixPanel>();
  return {
    show: (subject) => {
      const key = keyOf(subject);
      const known = open.get(key);
      if (known !== undefined) {
        known.panel.reveal();
        known.update(subject);
        return;
      }
      const made = openPanel(extensionUri, server, subject);
      open.set(key, made);
      made.panel.onDidDispose(() => open.delete(key));
    },
    refresh: () => {
      for (const panel of open.values()) panel.update();
    },
    dispose: () => {
      for (const { panel } of [...open.values()]) panel.dispose();
    },
  };
}

function keyOf({ hosts, document }: PanelSubject): string {
  const names = hosts.map((host) => ("folder" in host ? `${host.folder} ${host.name}` : host.uri));
  return JSON.stringify([document?.uri.toString(), ...names]);
}
