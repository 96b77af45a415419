import { type Connection, type InitializeParams, type MarkupContent, MarkupKind } from "vscode-languageserver";
import type { InitializationOptions, RequestType } from "../../shared/src/messages.js";

/** What the client on the other side can do. */
export interface Client {
  /** It is our extension: it has our commands, and reads files for us. */
  readonly extension: boolean;
  /** It tells itself what the schema of `libvirt-cpu.json` says. */
  readonly checksSchema: boolean;
  /** The folder of the sample VMs, where there are some. */
  readonly samples: string | undefined;
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
  /** It asks for an action's edit when the action is chosen. */
  readonly resolvesEdits: boolean;
  /** It asks for code lenses again when told to. */
  readonly refreshesLenses: boolean;
  /** Settings given at start, for clients that cannot be asked. */
  readonly settings: unknown;
}

/** Before a client has said what it can do. */
export const NO_CAPABILITIES: Client = {
  extension: false,
  checksSchema: false,
  samples: undefined,
  snippets: false,
  markdown: false,
  itemDefaults: false,
  configuration: false,
  watchesFiles: false,
  registersConfiguration: false,
  documentChanges: false,
  workspaceFolders: false,
  resolvesEdits: false,
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
    samples: typeof options?.samples === "string" ? options.samples : undefined,
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
    resolvesEdits:
      textDocument?.codeAction?.dataSupport === true &&
      textDocument.codeAction.resolveSupport?.properties.includes("edit") === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    settings: initializationOptions,
  };
}

/** Asks our extension. */
export function ask<P, R>(connection: Connection, { method }: RequestType<P, R>, params: P): Promise<R> {
  return connection.sendRequest<R>(method, params);
}

/** An explanation in the markup that the client shows; ours are written in a little Markdown. */
export function markup(value: string, { markdown }: Client): MarkupContent {
  return markdown ? { kind: MarkupKind.Markdown, value } : { kind: MarkupKind.PlainText, value: plainText(value) };
}

/** The words without their marks: bold, code, links, and the escapes of characters that would be marks. */
function plainText(markdown: string): string {
  return markdown
    .replaceAll(/(?<!\\)\[((?:\\.|[^\\[\]\n])*)\]\([^)\s]*\)/g, "$1")
    .replaceAll(/(?<!\\)(?:\*\*|`+)/g, "")
    .replaceAll(/\\([!-/:-@[-`{-~])/g, "$1");
}
