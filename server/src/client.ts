import type { Connection, InitializeParams } from "vscode-languageserver";
import {
  type HostFile,
  type InitializationOptions,
  type LiveConnection,
  type LiveFacts,
  Message,
} from "../../shared/src/messages.js";

/** What the client on the other side can do. */
export interface Client {
  /** It is our extension: it has our commands, and reads files for us. */
  readonly extension: boolean;
  /** It tells itself what the schema of `libvirt-cpu.json` says. */
  readonly checksSchema: boolean;
  readonly snippets: boolean;
  /** It shows Markdown; else plain text. */
  readonly markdown: boolean;
  /** It takes what all items of a completion have in common once for all. */
  readonly itemDefaults: boolean;
  readonly configuration: boolean;
  readonly watchesFiles: boolean;
  readonly registersConfiguration: boolean;
  readonly documentChanges: boolean;
  readonly workspaceFolders: boolean;
  /** It asks for code lenses again when told to. */
  readonly refreshesLenses: boolean;
  /** Settings given at start, for clients that cannot be asked. */
  readonly settings: unknown;
}

/** Before a client has said what it can do. */
export const NOBODY: Client = {
  extension: false,
  checksSchema: false,
  snippets: false,
  markdown: false,
  itemDefaults: false,
  configuration: false,
  watchesFiles: false,
  registersConfiguration: false,
  documentChanges: false,
  workspaceFolders: false,
  refreshesLenses: false,
  settings: undefined,
};

/** Reads the client's abilities from what it says when it connects. */
export function readClient({ capabilities, initializationOptions }: InitializeParams): Client {
  const options = initializationOptions as InitializationOptions | null | undefined;
  const { workspace, textDocument } = capabilities;
  return {
    extension: options?.extension === true,
    checksSchema: options?.checksSchema === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    markdown: textDocument?.hover?.contentFormat?.includes("markdown") ?? options?.extension === true,
    itemDefaults: ["editRange", "insertTextFormat"].every((name) =>
      textDocument?.completion?.completionList?.itemDefaults?.includes(name),
    ),
    configuration: workspace?.configuration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    settings: initializationOptions,
  };
}

/** Reads a file of `data/` through the client. */
export function readDataFrom(connection: Connection): (path: string) => Promise<string> {
  return (path) => connection.sendRequest<string>(Message.readData, path);
}

/** Reads a file of the workspace through the client. */
export function readFileFrom(connection: Connection): (uri: string) => Promise<string | null> {
  return (uri) => connection.sendRequest<string | null>(Message.readFile, uri);
}

/** Reads a file that describes a host through the client. */
export function readHostFileFrom(connection: Connection): (uri: string) => Promise<HostFile> {
  return (uri) => connection.sendRequest<HostFile>(Message.readHostFile, uri);
}

/** What virsh said of a host when the client last asked. */
export function liveFactsFrom(connection: Connection): (host: LiveConnection) => Promise<LiveFacts | null> {
  return (host) => connection.sendRequest<LiveFacts | null>(Message.liveFacts, host);
}
