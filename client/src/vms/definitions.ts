import * as vscode from "vscode";
import { textOfBytes } from "../../../shared/src/common/decodeBytes.js";
import {
  connectionOfFolder,
  connectionPath,
  readVmPath,
  VM_SCHEME,
  type VmPlace,
  vmPath,
} from "../../../shared/src/common/vmPaths.js";
import type { Route } from "../../../shared/src/messages.js";
import type { OpenedDefinition } from "../../../virsh/src/definition.js";
import { type Bases, makeBases, sizeOf } from "./bases.js";
import type { ConnectionState, VmConnections } from "./connections.js";
import type { Save } from "./save.js";
import { isFailure, type VmVerbs } from "./verbs.js";
import { makeVersions, type Version, type Versions } from "./versions.js";

const { t } = vscode.l10n;

/** The documents of VMs. */
export interface Definitions extends vscode.Disposable {
  /** From now on, the document's text is based on this definition. */
  rebase(uri: vscode.Uri, current: OpenedDefinition): void;
  /** A VM was renamed: text of the old document goes on in the new one, and keeps the definition that it is based on. */
  moved(from: vscode.Uri, to: vscode.Uri, renamed: OpenedDefinition): void;
  /** Reads a document that is open again; one with unsaved changes stays as it is. */
  reread(uri: vscode.Uri): Promise<void>;
  /** The same for all of a connection, or for those of VMs with these names. */
  rereadAll(connection: string, names?: readonly string[]): Promise<void>;
  /** Which VM a document is of. @throws where there is none */
  vmOf(uri: vscode.Uri): Promise<VmPlace & { readonly uuid: string; readonly route: Route }>;
}

/** What the documents are made with. */
export interface DefinitionsContext {
  readonly verbs: VmVerbs;
  readonly connections: VmConnections;
  /** Outlives the editor. */
  readonly memento: Pick<vscode.Memento, "get" | "update">;
  readonly signal: AbortSignal;
  /** @throws why it was not saved */
  readonly save: (save: Save) => Promise<OpenedDefinition>;
}

/**
 * Serves the documents of VMs, `libvirt:/<connection>/<name>.xml` and `….live.xml`: read and written by virsh. Nothing of
 * them is written to the disk here.
 */
export function provideDefinitions(context: DefinitionsContext): Definitions {
  const { connections } = context;
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const bases = makeBases(context.memento);
  const vmOf: Definitions["vmOf"] = async (uri) => {
    const place = readVmPath(uri.path);
    const vm = place && (await connections.find(place.connection, place.name));
    if (place === undefined || vm === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return { ...place, uuid: vm.uuid, route: connections.routeTo(place.connection) };
  };
  const versions = makeVersions(bases, (uri) => load(uri, { ...context, bases, vmOf }));
  const texts: Texts = { ...context, bases, versions, vmOf };
  const changes = followDocuments(texts, (uri) => changed.fire([{ type: vscode.FileChangeType.Changed, uri }]));
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    // One document alone is not watched: what happens to the VMs of the view is followed, and a refresh finds the rest.
    watch: () => new vscode.Disposable(() => undefined),
    stat: (uri) => statOf(uri, texts),
    readDirectory: (uri) => filesOf(connections.stateOf(connectionOfFolder(uri.path.slice(1)))),
    readFile: async (uri) => new TextEncoder().encode((await versions.readForEditor(uri)).text),
    writeFile: (uri, content) => write(uri, textOfBytes(content), texts, changes.takeReason(uri)),
    createDirectory: (uri) => {
      throw vscode.FileSystemError.NoPermissions(uri);
    },
    delete: () => refuse(t("A VM cannot be deleted here.")),
    rename: () => refuse(t("To rename a VM, use its command Rename in the view of virtual machines.")),
  };
  const reread = async (uri: vscode.Uri): Promise<void> => {
    const before = versions.get(uri);
    const now = await versions.read(uri).catch(() => undefined);
    if (now === undefined) changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
    else if (now.text !== before?.text) changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  };
  const registration = vscode.workspace.registerFileSystemProvider(VM_SCHEME, provider, { isCaseSensitive: true });
  return {
    rebase: (uri, current) => bases.put(uri, current),
    moved: (from, to, renamed) => {
      const before = bases.get(from.toString());
      if (before !== undefined) bases.put(to, { ...renamed, text: withNameOf(renamed.text, before.text) });
    },
    reread,
    rereadAll: async (connection, names) => {
      const folder = `${connectionPath(connection)}/`;
      const open = vscode.workspace.textDocuments.filter(({ uri, isClosed }) => isOurs(uri) && !isClosed);
      const isMeant = ({ path }: vscode.Uri) =>
        path.startsWith(folder) && names?.includes(readVmPath(path)?.name ?? "") !== false;
      for (const { uri, isDirty } of open) if (isMeant(uri) && !isDirty) await reread(uri);
    },
    vmOf,
    dispose: () => vscode.Disposable.from(registration, ...changes.disposables, changed).dispose(),
  };
}

/** The name, as libvirt writes it, of a definition in the text of the same VM from before its rename. */
function withNameOf(renamed: string, before: string): string {
  const [element] = NAME.exec(renamed) ?? [];
  return element === undefined ? before : before.replace(NAME, () => element);
}

/** libvirt writes it first, and no other element of that name before it. */
const NAME = /<name>[^<]*<\/name>/;

/** What the documents are, and what they were made from. */
interface Texts extends DefinitionsContext {
  readonly bases: Bases;
  readonly versions: Versions;
  readonly vmOf: Definitions["vmOf"];
}

async function load(uri: vscode.Uri, texts: Omit<Texts, "versions">): Promise<string> {
  const { verbs, bases, signal } = texts;
  const { route, name, uuid, isLive } = await texts.vmOf(uri);
  try {
    if (isLive) return (await verbs.live(route, uuid, signal)) ?? notRunning(name);
    const opened = await verbs.open(route, uuid, signal);
    bases.offer(uri, opened);
    return opened.text;
  } catch (error) {
    throw isFailure(error, "no-vm") ? vscode.FileSystemError.FileNotFound(uri) : error;
  }
}

function notRunning(name: string): never {
  throw new Error(t("{0} is not running.", name));
}

async function statOf(uri: vscode.Uri, { bases, versions }: Texts): Promise<vscode.FileStat> {
  if (!uri.path.slice(1).includes("/")) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  const known = versions.get(uri);
  // Unsaved text of an earlier session is not to be taken for older than the file before it is compared.
  const earlier = known === undefined && isUnsaved(uri) ? bases.remembered(uri.toString()) : undefined;
  const { mtime, size } = earlier ?? timesOf(known ?? (await versions.read(uri)));
  const permissions = readVmPath(uri.path)?.isLive === true ? { permissions: vscode.FilePermission.Readonly } : {};
  return { type: vscode.FileType.File, ctime: 0, mtime, size, ...permissions };
}

function isUnsaved(uri: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some((each) => each.isDirty && each.uri.toString() === uri.toString());
}

function timesOf({ text, mtime }: Version): { readonly mtime: number; readonly size: number } {
  return { mtime, size: sizeOf(text) };
}

/** The VMs that are known, as the breadcrumbs list them. */
function filesOf(state: ConnectionState): [string, vscode.FileType][] {
  if (state.kind !== "read") return [];
  const paths = state.vms.map(({ name }) => vmPath({ connection: "", name, isLive: false }));
  return paths.map((path) => [path.slice(path.lastIndexOf("/") + 1), vscode.FileType.File]);
}

/** @param reason why the editor saves; undefined where it is not the editor that writes */
async function write(
  uri: vscode.Uri,
  edited: string,
  texts: Texts,
  reason: vscode.TextDocumentSaveReason | undefined,
): Promise<void> {
  const { verbs, bases, signal } = texts;
  if (readVmPath(uri.path)?.isLive === true) refuse(t("What runs cannot be changed here. Open the definition."));
  if (reason !== vscode.TextDocumentSaveReason.Manual) {
    refuse(t("A VM is saved only when you save it yourself, not by auto save."));
  }
  const { route, uuid } = await texts.vmOf(uri);
  const current = () => verbs.open(route, uuid, signal);
  const opened = bases.get(uri.toString()) ?? (await bases.recover(uri.toString(), await current()));
  const saved = await texts.save({ uri, route, opened, current, edited });
  await bases.set(uri, saved, await texts.versions.take(uri, edited));
}

/** The editor shows the sentence as it is; a code of the file system's would stand before it. */
function refuse(why: string): never {
  throw new Error(why);
}

function isOurs({ scheme }: vscode.Uri): boolean {
  return scheme === VM_SCHEME;
}

/** What is heard of the editor's documents. */
interface DocumentChanges {
  readonly disposables: readonly vscode.Disposable[];
  /** Why the document is being saved; asked once for each save. */
  takeReason(uri: vscode.Uri): vscode.TextDocumentSaveReason | undefined;
}

/** @param changed is called for a document whose text differs from what the editor shows */
function followDocuments({ bases, versions }: Texts, changed: (uri: vscode.Uri) => void): DocumentChanges {
  const reasons = new Map<string, vscode.TextDocumentSaveReason>();
  /** libvirt adds to what was written: once the editor has written, it is shown what was made of it. */
  const showStored = async (uri: vscode.Uri): Promise<void> => {
    const stored = isOurs(uri) ? bases.get(uri.toString())?.text : undefined;
    if (stored === undefined || stored === versions.get(uri)?.text) return;
    await versions.take(uri, stored);
    changed(uri);
  };
  /** The editor shows a definition that was read: from now on, its text is based on that one. */
  const settle = async (document: vscode.TextDocument): Promise<void> => {
    const { uri, isDirty } = document;
    const offered = isOurs(uri) && !isDirty ? bases.offered(uri) : undefined;
    const version = versions.get(uri);
    if (offered === undefined || version === undefined || document.getText() !== offered.text) return;
    await bases.set(uri, offered, version);
  };
  return {
    disposables: [
      vscode.workspace.onWillSaveTextDocument(({ document: { uri }, reason }) => {
        if (isOurs(uri)) reasons.set(uri.toString(), reason);
      }),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => void showStored(uri)),
      vscode.workspace.onDidOpenTextDocument((document) => void settle(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => void settle(document)),
    ],
    takeReason: (uri) => {
      const reason = reasons.get(uri.toString());
      reasons.delete(uri.toString());
      return reason;
    },
  };
}
