import * as vscode from "vscode";
import { hostNameOf } from "../../../../shared/src/common/fileNames.js";
import type { ConfigChange, HostFile, HostSummary } from "../../../../shared/src/messages.js";
import { readStored } from "../readHostFile.js";
import type { AddingContext } from "./addConnection.js";
import { askName, freeName, freePath, keyFor } from "./askName.js";
import type { WrittenFile } from "./changeConfig.js";
import type { GivenHost } from "./givenHost.js";

/** A file of a host: where it is to lie in the folder, and what it is. */
export interface PlacedFile {
  readonly path: string;
  readonly kind: HostSummary["kind"];
}

/** A host that some files describe. */
export interface FilesOfHost {
  /** What people call it, by the files' names. */
  readonly name: string;
  readonly files: Readonly<Partial<Record<"domainCapabilities" | "capabilities" | "cpudata", string>>>;
}

/** Puts files of one name together: `node1.domcaps.xml` and `node1.caps.xml`. Two of a kind are two hosts. */
export function filesByHost(files: readonly PlacedFile[]): FilesOfHost[] {
  const hosts: FilesOfHost[] = [];
  for (const { path, kind } of files) {
    const [name, key] = [hostNameOf(path), keyFor(kind)];
    const index = hosts.findIndex((host) => host.name === name && host.files[key] === undefined);
    const known = hosts[index];
    if (known === undefined) hosts.push({ name, files: { [key]: path } });
    else hosts[index] = { name, files: { ...known.files, [key]: path } };
  }
  return hosts;
}

/**
 * Adds hosts by files that describe them; those from outside the folder are copied into `hosts/`, if the user agrees.
 *
 * @throws what to tell the user when a file describes no host; then nothing is changed
 */
export async function addFile(folder: string, means: AddingContext, given: GivenHost): Promise<boolean> {
  const files = given.files?.map((file) => vscode.Uri.parse(file)) ?? (await browse(folder));
  if (files === undefined) return false;
  const documents = await Promise.all(files.map((file) => readDocument(folder, file, means)));
  const outside = documents.filter(({ path }) => path === undefined);
  if (outside.length > 0 && given.copy !== true && !(await agreesToCopy(outside))) return false;
  const { placed, copies } = await place(folder, documents);
  const hosts = await named(filesByHost(placed), means.takenIn(folder), given);
  if (hosts === undefined) return false;
  const changes = hosts.map((host): ConfigChange => ({ kind: "setHost", name: host.name, host: host.files }));
  await means.change(folder, changes, copies);
  return true;
}

function browse(folder: string): Thenable<vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    title: vscode.l10n.t("Host Documents"),
    openLabel: vscode.l10n.t("Add Host"),
    defaultUri: vscode.Uri.parse(folder),
    canSelectMany: true,
  });
}

async function agreesToCopy(outside: readonly HostDocumentFile[]): Promise<boolean> {
  const copy = vscode.l10n.t("Copy into {0}", "hosts/");
  const [first] = outside;
  const message =
    outside.length === 1
      ? vscode.l10n.t("{0} is outside the folder.", vscode.workspace.asRelativePath(first?.uri ?? ""))
      : vscode.l10n.t("{0} files are outside the folder.", outside.length);
  const detail = vscode.l10n.t(
    "libvirt-cpu.json can name only files in its own folder, so that a team can share them.",
  );
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, copy)) === copy;
}

async function place(
  folder: string,
  documents: readonly HostDocumentFile[],
): Promise<{ placed: PlacedFile[]; copies: WrittenFile[] }> {
  const placed: PlacedFile[] = [];
  const copies: WrittenFile[] = [];
  for (const { uri, text, kind, path: known } of documents) {
    const file = uri.path.slice(uri.path.lastIndexOf("/") + 1);
    const path = known ?? (await freePath(folder, file, new Set(placed.map((each) => each.path))));
    placed.push({ path, kind });
    if (known === undefined) copies.push({ uri: vscode.Uri.joinPath(vscode.Uri.parse(folder), path), text });
  }
  return { placed, copies };
}

/** One host is asked for its name; of several each is called by its files. */
async function named(
  hosts: readonly FilesOfHost[],
  taken: ReadonlySet<string>,
  { name: given }: GivenHost,
): Promise<FilesOfHost[] | undefined> {
  const [only, second] = hosts;
  if (only !== undefined && second === undefined) {
    const name = given ?? (await askName(vscode.l10n.t("Add Host"), only.name, taken));
    return name === undefined ? undefined : [{ ...only, name }];
  }
  const used = new Set(taken);
  return hosts.map((host) => {
    const name = freeName(host.name, used);
    used.add(name);
    return { ...host, name };
  });
}

/** A file that describes a host. */
interface HostDocumentFile {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly kind: HostSummary["kind"];
  /** In the folder; undefined for a file elsewhere. */
  readonly path: string | undefined;
}

/**
 * Reads a file that is to describe a host of a folder.
 *
 * @throws what to tell the user when it cannot be read or describes none
 */
async function readDocument(
  folder: string,
  uri: vscode.Uri,
  { describeHost }: Pick<AddingContext, "describeHost">,
): Promise<HostDocumentFile> {
  const name = vscode.workspace.asRelativePath(uri);
  const file = await readStored(uri);
  if ("error" in file) throw new Error(problemText(name, file.error));
  const summary = await describeHost({ uri: uri.toString(), name, text: file.text });
  if ("error" in summary) throw new Error(summary.error);
  return { uri, text: file.text, kind: summary.kind, path: pathIn(folder, uri) };
}

function problemText(name: string, error: Extract<HostFile, { error: string }>["error"]): string {
  if (error === "missing") return vscode.l10n.t("{0}: no such file.", name);
  if (error === "too-large") return vscode.l10n.t("{0} is too large for a host document.", name);
  return vscode.l10n.t("{0} cannot be read.", name);
}

function pathIn(folder: string, file: vscode.Uri): string | undefined {
  const root = vscode.Uri.parse(folder);
  const isInside = file.scheme === root.scheme && file.authority === root.authority;
  return isInside && file.path.startsWith(`${root.path}/`) ? file.path.slice(root.path.length + 1) : undefined;
}
