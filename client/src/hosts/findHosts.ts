import * as vscode from "vscode";
import type { HostDocument } from "../../../shared/src/messages.js";
import type { Server } from "../server.js";
import type { Host } from "./host.js";
import { isHostDocument } from "./isHostDocument.js";
import { readText } from "./readText.js";

/** More files than this are not looked at: a workspace of hosts is small. */
const maxFiles = 3000;
/** A root stands near the beginning. */
const beginning = 4096;
/** How many files are read at a time. */
const batch = 32;

/** What was found, and whether there may be more. */
export interface FoundHosts {
  readonly hosts: readonly Host[];
  readonly truncated: boolean;
}

/**
 * Looks through the workspace's files and the open documents for such as describe hosts.
 *
 * @param server what reads them in earnest
 * @param except the document that is being edited
 * @param token ends the search early; what was found until then is given
 */
export async function findHosts(
  server: Server,
  except: vscode.Uri,
  token: vscode.CancellationToken,
): Promise<FoundHosts> {
  const files = await vscode.workspace.findFiles("**/*.{xml,txt,cpudata,cpuid}", "**/node_modules/**", maxFiles, token);
  const open = vscode.workspace.textDocuments.filter((document) => !document.isClosed && isOnesOwn(document.uri));
  const uris = new Map([...files, ...open.map((document) => document.uri)].map((uri) => [uri.toString(), uri]));
  uris.delete(except.toString());
  const documents = await readHostDocuments([...uris.values()], token);
  return { hosts: await describe(server, documents), truncated: files.length === maxFiles };
}

/**
 * @param uris files that are known to describe hosts
 * @throws when one cannot be read or describes none
 */
export async function loadHosts(server: Server, uris: readonly vscode.Uri[]): Promise<Host[]> {
  const documents = await Promise.all(uris.map(async (uri) => ({ uri: uri.toString(), text: await readText(uri) })));
  const hosts = await describe(server, documents);
  const unknown = uris.find((uri) => !hosts.some((host) => host.document.uri === uri.toString()));
  if (unknown !== undefined) throw new Error(notHostText(vscode.workspace.asRelativePath(unknown)));
  return hosts;
}

function notHostText(path: string): string {
  return vscode.l10n.t(
    "{0} does not describe a host: it takes the output of virsh domcapabilities, virsh capabilities or cpuid -r.",
    path,
  );
}

/** Not what extensions show for reading: our own previews among them. */
function isOnesOwn(uri: vscode.Uri): boolean {
  return uri.scheme === "untitled" || vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true;
}

async function readHostDocuments(
  uris: readonly vscode.Uri[],
  token: vscode.CancellationToken,
): Promise<HostDocument[]> {
  const documents: HostDocument[] = [];
  for (let start = 0; start < uris.length && !token.isCancellationRequested; start += batch) {
    const read = await Promise.all(uris.slice(start, start + batch).map(readHostDocument));
    documents.push(...read.filter((document) => document !== undefined));
  }
  return documents;
}

async function readHostDocument(uri: vscode.Uri): Promise<HostDocument | undefined> {
  try {
    const text = await readText(uri);
    return isHostDocument(text.slice(0, beginning)) ? { uri: uri.toString(), text } : undefined;
  } catch {
    // Unreadable, too large or gone meanwhile: one of many files, and nobody asked for this one.
    return undefined;
  }
}

async function describe(server: Server, documents: readonly HostDocument[]): Promise<Host[]> {
  if (documents.length === 0) return [];
  const byUri = new Map(documents.map((document) => [document.uri, document]));
  const summaries = await server.describeHosts(documents);
  return summaries.flatMap((summary) => {
    const document = byUri.get(summary.uri);
    if (document === undefined) return [];
    return [{ document, summary, path: vscode.workspace.asRelativePath(vscode.Uri.parse(summary.uri)) }];
  });
}
