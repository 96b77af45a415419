import { type ServerCapabilities, TextDocumentSyncKind } from "vscode-languageserver";
import { codeActionKinds } from "./features/codeActions.js";

/** What the server can do, as it tells the client. */
export const capabilities: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
  completionProvider: { resolveProvider: true, triggerCharacters: ["<", ">", " ", "=", "'", '"'] },
  hoverProvider: true,
  documentSymbolProvider: { label: "libvirt CPU" },
  codeLensProvider: { resolveProvider: false },
  codeActionProvider: { codeActionKinds },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};
