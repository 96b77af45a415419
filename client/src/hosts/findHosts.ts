import * as vscode from "vscode";
import { rootName } from "../../../shared/src/common/rootName.js";
import { type HostDocument, Request } from "../../../shared/src/messages.js";
import type { Server } from "../connection/server.js";
import type { WorkspaceHost } from "./hostGroups.js";
import { readStored } from "./readHostFile.js";

/** The heading that `cpuid -r` prints before a processor's words. */
const cpuidHeading = /^CPU(?: \d+)?:\s*$/m;

/**
 * Tells by its beginning whether a file is worth sending to the server, which reads it in earnest.
 *
 * @param beginning a file's first few kilobytes
 * @returns whether it may describe a host: capabilities, domain capabilities, a host's `<cpu>`, `<cpudata>` or `cpuid -r`
 */
export function isHostDocument(beginning: string): boolean {
  switch (rootName(beginning)) {
    case "domainCapabilities":
    case "capabilities":
    case "cpudata":
      return true;
    case "cpu":
      // A guest's <cpu> names no architecture, a host's does.
      return beginning.includes("<arch>");
    default:
      return cpuidHeading.test(beginning) && beginning.includes("eax=0x");
  }
}

/** More files than this are not looked at: a workspace of hosts is small. */
const maxFiles = 3000;
/** A root stands near the beginning. */
const beginning = 4096;
/** How many files are read at a time. */
const batch = 32;

/** What was found, and whether there may be more. */
export interface FoundHosts {
  readonly hosts: readonly WorkspaceHost[];
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
export async function loadHosts(server: Server, uris: readonly vscode.Uri[]): Promise<WorkspaceHost[]> {
  const documents = await Promise.all(uris.map(async (uri) => ({ uri: uri.toString(), text: await readText(uri) })));
  const hosts = await describe(server, documents);
  const unknown = uris.find((uri) => !hosts.some((host) => host.document.uri === uri.toString()));
  if (unknown !== undefined) throw new Error(notHostText(vscode.workspace.asRelativePath(unknown)));
  return hosts;
}

function notHostText(path: string): string {
  return vscode.l10n.t(
    "{0} does not describe a host. Use the output of virsh domcapabilities, virsh capabilities or cpuid -r.",
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
    // Unreadable, too large or deleted since the search: one of many files that the user did not name.
    return undefined;
  }
}

async function describe(server: Server, documents: readonly HostDocument[]): Promise<WorkspaceHost[]> {
  if (documents.length === 0) return [];
  const byUri = new Map(documents.map((document) => [document.uri, document]));
  const summaries = await server.ask(Request.describeHosts, { documents });
  return summaries.flatMap((summary) => {
    const document = byUri.get(summary.uri);
    if (document === undefined) return [];
    return [{ document, summary, path: vscode.workspace.asRelativePath(vscode.Uri.parse(summary.uri)) }];
  });
}

/**
 * Opens a file dialog for documents that describe hosts.
 *
 * @param many whether several may be chosen
 * @returns the chosen files; undefined when the dialog was closed
 */
export function browseForHosts(many: boolean): Thenable<vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    canSelectMany: many,
    title: vscode.l10n.t("Domain capabilities or capabilities of a host"),
    openLabel: vscode.l10n.t("Use"),
    filters: {
      [vscode.l10n.t("Host documents")]: ["xml", "txt", "cpudata", "cpuid"],
      [vscode.l10n.t("All files")]: ["*"],
    },
  });
}

/** The largest real domain capabilities have 200 KB. */
const maxBytes = 2 * 1024 * 1024;

/**
 * @param uri a file, or a document that is open
 * @returns its text as the editor shows it, else as it is stored
 * @throws when it cannot be read or has more than 2 MB
 */
async function readText(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return open.getText();
  const read = await readStored(uri, maxBytes);
  if ("text" in read) return read.text;
  const path = vscode.workspace.asRelativePath(uri);
  throw new Error(
    read.error === "too-large"
      ? vscode.l10n.t("{0} is too large for a host document.", path)
      : vscode.l10n.t("{0} cannot be read.", path),
  );
}
