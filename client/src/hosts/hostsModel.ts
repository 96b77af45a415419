import * as vscode from "vscode";
import { folderFor } from "../../../shared/src/common/vmPaths.js";
import type { FolderHosts, HostInfo } from "../../../shared/src/messages.js";

/** What the language server knows of hosts, as it was when it last said so. */
export interface HostsModel extends vscode.Disposable {
  folders(): readonly FolderHosts[];
  /** The folder whose hosts count for a document. */
  folderOf(uri: vscode.Uri): FolderHosts | undefined;
  host(folder: string, name: string): HostInfo | undefined;
  readonly onDidChange: vscode.Event<void>;
  /** Asks again; what was known stays where there is no answer. */
  refresh(): Promise<void>;
  /** Resolves when the server has answered once, or cannot. */
  readonly known: Promise<void>;
}

/** @param ask what the language server answers */
export function createHostsModel(ask: () => Promise<FolderHosts[]>): HostsModel {
  const changed = new vscode.EventEmitter<void>();
  let known: readonly FolderHosts[] = [];
  let becomeKnown = () => {};
  const first = new Promise<void>((resolve) => {
    becomeKnown = resolve;
  });
  let asked = 0;
  return {
    folders: () => known,
    folderOf: (uri) => {
      const folders = known.map(({ folder }) => folder);
      return known[folders.indexOf(folderFor(uri.toString(), folders) ?? "")];
    },
    host: (folder, name) => known.find((each) => each.folder === folder)?.hosts.find((host) => host.name === name),
    known: first,
    onDidChange: changed.event,
    refresh: async () => {
      const turn = ++asked;
      // The server may be about to start or to end: it tells when it is there again.
      const answer = await ask().catch(() => undefined);
      becomeKnown();
      // A later question is on its way.
      if (turn !== asked || answer === undefined) return;
      known = answer;
      changed.fire();
    },
    dispose: () => changed.dispose(),
  };
}
