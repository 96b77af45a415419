import type { Connection, Disposable, FileEvent, TextDocuments } from "vscode-languageserver";
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Client } from "../client.js";
import { guardTask } from "../guard.js";
import type { HostBook } from "../hosts/hostBook.js";
import { hostFilePatterns } from "../hosts/hostFilePatterns.js";
import { configFile, type Settings } from "../settings.js";

/** The section of the editor's settings that is ours. */
export const section = "libvirtCpu";

/** The workspace folders' URIs, as the client gives them when it connects. */
export function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  return workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
}

export interface Watched {
  readonly settings: Settings;
  readonly book: HostBook;
  readonly folders: readonly string[];
  readonly documents: TextDocuments<TextDocument>;
  /** Called when settings have changed; the book tells of hosts itself. */
  readonly changed: () => void;
}

/** Reads the settings, the workspace's files and its hosts, and reads them again whenever they change. */
export async function watchSettings(connection: Connection, client: Client, watched: Watched): Promise<void> {
  const { settings, book, documents, changed } = watched;
  let current = [...watched.folders];
  // What has changed before the client watched has not been told.
  const watchFiles = makeFileWatching(connection, client, () => void reread());
  const refresh = () =>
    guardTask(connection.console, "settings", async () => {
      await settings.refresh(current);
      book.update(settings.folderConfigs());
      watchFiles(hostFilePatterns(settings.folderConfigs().values()));
    });
  const reread = () => refresh().then(changed);
  connection.onDidChangeConfiguration(reread);
  const filesChanged = (files: readonly string[]) => {
    if (files.some((uri) => uri.endsWith(`/${configFile}`))) reread();
    book.reread(files);
  };
  connection.onDidChangeWatchedFiles(({ changes }) => filesChanged(changes.map(({ uri }: FileEvent) => uri)));
  // Who does not watch files tells at least of those that are saved in it.
  if (!client.watchesFiles) documents.onDidSave(({ document: { uri } }) => filesChanged([uri]));
  if (client.workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      current = [...current.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
      reread();
    });
  }
  if (client.registersConfiguration) {
    // Not waited for: the client may take its time.
    guardTask(connection.console, "registration", async () => {
      await connection.client.register(DidChangeConfigurationNotification.type, { section });
    });
  }
  await refresh();
}

/** @returns what has the client watch the configurations and these files, in place of those it was given before; `watched` is called once it does */
function makeFileWatching(
  connection: Connection,
  client: Client,
  watched: () => void,
): (patterns: readonly string[]) => void {
  let isFirst = true;
  let last: readonly string[] | undefined;
  let current: Disposable | undefined;
  /** Settles when all registrations so far are over, however they ended. */
  let over: Promise<void> = Promise.resolve();
  return (patterns) => {
    if (!client.watchesFiles || last?.join() === patterns.join()) return;
    last = patterns;
    const watchers = [`**/${configFile}`, ...patterns].map((globPattern) => ({ globPattern }));
    const register = async (): Promise<void> => {
      const next = await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
      current?.dispose();
      current = next;
      if (isFirst) watched();
      isFirst = false;
    };
    over = over.then(() => guardTask(connection.console, "registration", register));
  };
}
