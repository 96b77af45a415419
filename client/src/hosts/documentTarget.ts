import type * as vscode from "vscode";
import { type DocumentTarget, type FolderHosts, Request } from "../../../shared/src/messages.js";
import type { Server } from "../connection/server.js";

/**
 * Where the VMs of a document run: the language server says, which has the document's text.
 *
 * @returns undefined outside of all folders, and where there is no answer
 */
export async function documentTarget(
  server: Pick<Server, "ask">,
  uri: vscode.Uri,
): Promise<DocumentTarget | undefined> {
  const answer = await server.ask(Request.documentTarget, { uri: uri.toString() }).catch(() => null);
  return answer ?? undefined;
}

/** A folder as it counts for a document: with the document's target in place of its own. */
export function withTarget(folder: FolderHosts, own: DocumentTarget | undefined): FolderHosts {
  if (own === undefined) return folder;
  const { target: _, ...rest } = folder;
  return own.target === undefined ? rest : { ...rest, target: own.target };
}
