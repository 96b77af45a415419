import type * as vscode from "vscode";
import { type MatrixPanel, type MatrixServer, type MatrixSubject, openPanel } from "./panel.js";

/** The open matrices, one for each pool or host. */
export interface MatrixPanels extends vscode.Disposable {
  /** Opens a matrix, or brings the one that is open already to the front. */
  show(subject: MatrixSubject): void;
  /** The hosts have changed. */
  refresh(): void;
}

/**
 * @param extensionUri where the page's script and style are
 * @param server answers what hosts and document are
 */
export function createMatrixPanels(extensionUri: vscode.Uri, server: MatrixServer): MatrixPanels {
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

function keyOf({ hosts, document }: MatrixSubject): string {
  const names = hosts.map((host) => ("folder" in host ? `${host.folder} ${host.name}` : host.uri));
  return JSON.stringify([document?.uri.toString(), ...names]);
}
