import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type Disposable,
  type FileEvent,
  type FileSystemWatcher,
  type InitializeParams,
  type TextDocuments,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Config } from "../../../shared/src/config/index.js";
import { pathsOf } from "../../../shared/src/hosts/facts/index.js";
import type { Client } from "../client.js";
import { guardTask } from "../guard.js";
import type { HostStore } from "../hosts/hostStore.js";
import { configFile, type Settings } from "../settings.js";

/** The section of the editor's settings that is ours. */
export const section = "libvirtCpu";

/** The workspace folders' URIs, as the client gives them when it connects. */
export function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  return workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
}

export interface Watched {
  readonly settings: Settings;
  readonly hostStore: HostStore;
  readonly folders: readonly string[];
  readonly documents: TextDocuments<TextDocument>;
  /** Called when settings have changed; the store tells of hosts itself. */
  readonly changed: () => void;
}

/** Reads the settings, the workspace's files and its hosts, and reads them again whenever they change. */
export async function watchSettings(connection: Connection, client: Client, watched: Watched): Promise<void> {
  const { settings, hostStore, documents, changed } = watched;
  let current = [...watched.folders];
  const isSample = ({ uri }: TextDocument) => client.samples !== undefined && uri.startsWith(`${client.samples}/`);
  const samples = () => (client.samples !== undefined && documents.all().some(isSample) ? [client.samples] : []);
  // What has changed before the client watched has not been told.
  const watchFiles = makeFileWatching(connection, client, () => void reread());
  const refresh = () =>
    guardTask(connection.console, "settings", async () => {
      await settings.refresh([...new Set([...current, ...samples()])]);
      hostStore.update(settings.folderConfigs());
      watchFiles(hostFilePatterns(settings.folderConfigs().values()));
    });
  const reread = () => refresh().then(changed);
  connection.onDidChangeConfiguration(reread);
  const filesChanged = (files: readonly string[]) => {
    if (files.some((uri) => uri.endsWith(`/${configFile}`))) void reread();
    hostStore.reread(files);
  };
  connection.onDidChangeWatchedFiles(({ changes }) => filesChanged(changes.map(({ uri }: FileEvent) => uri)));
  // Who does not watch files tells at least of those that are saved in it.
  if (!client.watchesFiles) documents.onDidSave(({ document: { uri } }) => filesChanged([uri]));
  // The first that is opened, and the last that is closed.
  const sampleChanged = ({ document }: { document: TextDocument }) => {
    const isKnown = [...settings.folderConfigs().keys()].some((folder) => folder === client.samples);
    if (isSample(document) && samples().length > 0 !== isKnown) void reread();
  };
  documents.onDidOpen(sampleChanged);
  documents.onDidClose(sampleChanged);
  if (client.workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      current = [...current.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
      void reread();
    });
  }
  if (client.registersConfiguration) {
    // Not waited for: the client may take its time.
    void guardTask(connection.console, "registration", async () => {
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
    const watchers: FileSystemWatcher[] = [`**/${configFile}`, ...patterns].map((globPattern) => ({ globPattern }));
    // A pattern alone watches the workspace.
    if (client.samples !== undefined) watchers.push({ globPattern: { baseUri: client.samples, pattern: "**" } });
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

/** Characters that mean something in a pattern; files of such names are read when the configuration changes. */
const SPECIAL = /[*?{}[\]]/;
/** A pattern is watched for each folder: more than so many are no longer kept up to date. */
const MAX_PATTERNS = 200;

/** Patterns for the files that configurations name: one for each folder they lie in. */
function hostFilePatterns(configs: Iterable<Config>): string[] {
  const patterns = new Set<string>();
  for (const { hosts } of configs) {
    for (const host of hosts.values()) {
      const { domainCapabilities, capabilities, cpudata, cpuMap } = pathsOf(host);
      const inMap = cpuMap === undefined ? undefined : `${cpuMap}/index.xml`;
      for (const path of [domainCapabilities, capabilities, cpudata, inMap]) {
        if (path !== undefined && !SPECIAL.test(path)) patterns.add(patternOf(path));
      }
    }
  }
  return [...patterns].sort().slice(0, MAX_PATTERNS);
}

function patternOf(path: string): string {
  const plain = path.replace(/^(?:\.\/)+/, "");
  const slash = plain.lastIndexOf("/");
  return slash < 0 ? `**/${plain}` : `**/${plain.slice(0, slash)}/*`;
}
