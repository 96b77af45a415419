import type { Connection } from "vscode-languageserver";
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
} from "vscode-languageserver";
import type { Client } from "../client.js";
import { guardTask } from "../guard.js";
import { configFile, type Settings } from "../settings.js";

/** The section of the editor's settings that is ours. */
export const section = "libvirtCpu";

/** The workspace folders' URIs, as the client gives them when it connects. */
export function foldersOf(params: InitializeParams): string[] {
  const folders = params.workspaceFolders?.map(({ uri }) => uri);
  return folders ?? (params.rootUri ? [params.rootUri] : []);
}

/** Reads the settings and the workspace's files, and reads them again whenever they change; calls `changed` then. */
export async function watchSettings(
  connection: Connection,
  client: Client,
  { settings, folders, changed }: { settings: Settings; folders: readonly string[]; changed: () => void },
): Promise<void> {
  let current = [...folders];
  const refresh = () =>
    guardTask(connection.console, "settings", async () => {
      await settings.refresh(current);
    });
  const reread = () => refresh().then(changed);
  connection.onDidChangeConfiguration(reread);
  connection.onDidChangeWatchedFiles(reread);
  if (client.workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      current = [...current.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
      reread();
    });
  }
  // Not waited for: the client may take its time.
  guardTask(connection.console, "registration", () => register(connection, client));
  await refresh();
}

async function register(connection: Connection, client: Client): Promise<void> {
  if (client.registersConfiguration) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section });
  }
  if (client.watchesFiles) {
    const watchers = [{ globPattern: `**/${configFile}` }];
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
}
