import * as vscode from "vscode";
import { VM_SCHEME } from "../../../shared/src/common/vmPaths.js";
import { Command } from "../../../shared/src/messages.js";
import type { OpenedDefinition } from "../../../virsh/src/definition.js";
import { targetDocument, toUri } from "../commands/applyRewrite.js";
import type { Server } from "../connection/server.js";
import type { VirtualDocument } from "../documents/virtualDocument.js";
import { askRoute } from "../hosts/edit/addConnection.js";
import type { LiveHosts } from "../hosts/live/liveHosts.js";
import type { ReportDocuments } from "../reports/reportDocuments.js";
import type { VmConnections } from "./connections.js";
import type { Definitions } from "./definitions.js";
import { replaceText } from "./replaceText.js";
import type { Undo } from "./save.js";
import { notRenamedText, refusedText } from "./saveTexts.js";
import type { VmVerbs } from "./verbs.js";
import type { Verdicts } from "./verdicts.js";
import { FILTERED_OUTCOMES, filteredOutcomeText, NO_FILTER, stateText, type VmFilter } from "./vmFilter.js";
import { type VmsNode, type VmsView, vmUri } from "./vmsView.js";

const { t } = vscode.l10n;

/** What the commands of the view of VMs work with. */
export interface VmCommandContext {
  readonly verbs: VmVerbs;
  readonly connections: VmConnections;
  readonly live: Pick<LiveHosts, "check" | "hasVirsh">;
  readonly definitions: Definitions;
  readonly view: VmsView;
  readonly verdicts: Verdicts;
  readonly undo: Map<string, Undo>;
  readonly server: Pick<Server, "ask">;
  readonly reports: ReportDocuments;
  /** Where a text is shown beside a document. */
  readonly before: VirtualDocument;
  readonly signal: AbortSignal;
}

export type Run = (context: VmCommandContext, argument: unknown, ...more: readonly unknown[]) => Promise<boolean>;

/** The commands by what follows `libvirt-cpu.vms.`. Each answers whether something was done. */
export const VM_COMMANDS: Readonly<Record<string, Run>> = {
  addConnection: async ({ connections, live }) => {
    const route = await askRoute(t("Add Connection"), live);
    if (route === undefined) return false;
    await connections.add(route);
    await connections.read(route.uri);
    return true;
  },
  removeConnection: async ({ connections }, argument) => {
    if (!isNode(argument)) return false;
    await connections.remove(argument.uri);
    return true;
  },
  refresh: async ({ connections, definitions, verdicts }, argument) => {
    const all = connections.all().map(({ uri }) => uri);
    const read = all.filter((uri) => connections.stateOf(uri).kind !== "unread");
    const chosen = isNode(argument) ? [argument.uri] : read;
    for (const uri of chosen) {
      verdicts.touch(uri);
      await connections.read(uri);
      await definitions.rereadAll(uri);
    }
    return chosen.length > 0;
  },
  filter: async ({ view }) => {
    const filter = await askFilter(view);
    view.setFilter(filter);
    return true;
  },
  clearFilter: async ({ view }) => {
    view.setFilter(NO_FILTER);
    return true;
  },
  open: async (context, argument) => {
    const uri = isVm(argument) ? vmUri(argument.uri, argument.vm.name) : await pickVm(context);
    if (uri !== undefined) await vscode.window.showTextDocument(uri);
    return uri !== undefined;
  },
  openLive: async (_, argument) => {
    const uri = liveUri(argument);
    if (uri !== undefined) await vscode.window.showTextDocument(uri);
    return uri !== undefined;
  },
  explainStart: (_, argument) => explain(documentUri(argument)),
  explainMove: (_, argument) => explain(liveUri(argument)),
  copyName: (_, argument) => copy(isVm(argument) ? argument.vm.name : undefined),
  copyUuid: (_, argument) => copy(isVm(argument) ? argument.vm.uuid : undefined),
  rename: renameVm,
  create: createVm,
  undoSave: undoSave,
};

function isNode(value: unknown): value is VmsNode {
  if (typeof value !== "object" || value === null || !("kind" in value) || !("uri" in value)) return false;
  return typeof value.uri === "string" && ["connection", "vm", "note"].includes(String(value.kind));
}

function isVm(value: unknown): value is Extract<VmsNode, { kind: "vm" }> {
  return isNode(value) && value.kind === "vm";
}

/** The definition that is meant: that of an entry of the view, a URI, or the active editor's. */
export function documentUri(argument: unknown): vscode.Uri | undefined {
  if (isVm(argument)) return vmUri(argument.uri, argument.vm.name);
  const uri = toUri(argument) ?? vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === VM_SCHEME ? uri : undefined;
}

function liveUri(argument: unknown): vscode.Uri | undefined {
  return isVm(argument) ? vmUri(argument.uri, argument.vm.name, true) : undefined;
}

async function explain(uri: vscode.Uri | undefined): Promise<boolean> {
  if (uri === undefined) return false;
  await vscode.window.showTextDocument(uri);
  return vscode.commands.executeCommand<boolean>(Command.explainStart, uri);
}

async function copy(text: string | undefined): Promise<boolean> {
  if (text !== undefined) await vscode.env.clipboard.writeText(text);
  return text !== undefined;
}

/** Shows what the filter does while it is typed; Escape leaves the one that there was. */
function askFilter(view: VmsView): Promise<VmFilter> {
  const before = view.filter();
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly filter: VmFilter }>();
  pick.title = t("Filter VMs");
  pick.placeholder = t("Part of the name or UUID; then choose a state");
  pick.value = before.text;
  const states = ["running", "paused", "shut-off", "other"] as const;
  const choices = [
    { label: t("Any state"), choice: {} },
    ...states.map((state) => ({ label: stateText(state, t), choice: { state } })),
    ...FILTERED_OUTCOMES.map((outcome) => ({ label: filteredOutcomeText(outcome, t), choice: { outcome } })),
  ];
  const update = (): void => {
    const text = pick.value.trim();
    pick.items = choices.map(({ label, choice }) => ({ label, alwaysShow: true, filter: { text, ...choice } }));
    view.setFilter({ ...before, text });
  };
  pick.onDidChangeValue(update);
  update();
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.activeItems[0]?.filter ?? before);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(before);
      pick.dispose();
    });
    pick.show();
  });
}

export async function pickConnection({ connections }: VmCommandContext, title: string): Promise<string | undefined> {
  const all = connections.all().map(({ uri }) => uri);
  if (all.length === 0) {
    const add = t("Add Connection…");
    const message = t("There are no connections yet. Add the libvirt that has the VM.");
    if ((await vscode.window.showInformationMessage(message, add)) !== add) return undefined;
    await vscode.commands.executeCommand("libvirt-cpu.vms.addConnection");
    return connections.all()[0]?.uri;
  }
  return all.length === 1 ? all[0] : vscode.window.showQuickPick(all, { title, placeHolder: t("Which connection?") });
}

async function pickVm(context: VmCommandContext): Promise<vscode.Uri | undefined> {
  const { connections } = context;
  const title = t("Open VM");
  const uri = await pickConnection(context, title);
  if (uri === undefined) return undefined;
  if (connections.stateOf(uri).kind !== "read") await connections.read(uri);
  const state = connections.stateOf(uri);
  if (state.kind === "failed") throw new Error(state.reason);
  if (state.kind !== "read") return undefined;
  // A transient VM has no definition but what runs.
  const items = state.vms.map(({ name, uuid, state: now, isPersistent }) => {
    return { label: name, description: stateText(now, t), detail: uuid, uri: vmUri(uri, name, !isPersistent) };
  });
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: uri, matchOnDetail: true });
  return chosen?.uri;
}

/** @param newName is asked for where it is not given */
async function renameVm(context: VmCommandContext, argument: unknown, newName: unknown): Promise<boolean> {
  const { verbs, connections, definitions, signal } = context;
  const from = documentUri(argument);
  if (from === undefined) return false;
  const { connection, route, name, uuid } = await definitions.vmOf(from);
  const wanted = typeof newName === "string" ? newName : await askNewName(name);
  if (wanted === undefined || wanted === name) return false;
  const outcome = await verbs.rename(route, uuid, wanted, signal);
  if (outcome.kind !== "renamed") throw new Error(notRenamedText(name, outcome, t));
  await connections.read(connection);
  await openInstead(context, from, vmUri(connection, outcome.definition.name), outcome.definition);
  return true;
}

function askNewName(name: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: t("Rename {0}", name),
    prompt: t("The VM must be shut off."),
    value: name,
    validateInput: (value) =>
      value.trim() === "" || value.includes("/") ? t("Enter a name without a slash.") : undefined,
  });
}

/** Opens the document of the new name, with the unsaved text of the old one, which stays open. */
async function openInstead(
  { definitions }: VmCommandContext,
  from: vscode.Uri,
  to: vscode.Uri,
  renamed: OpenedDefinition,
): Promise<void> {
  const open = vscode.workspace.textDocuments.find(
    ({ uri, isClosed }) => !isClosed && uri.toString() === from.toString(),
  );
  if (open === undefined) return;
  const unsaved = open.isDirty ? open.getText() : undefined;
  const { document } = await vscode.window.showTextDocument(to);
  if (unsaved !== undefined && !document.isDirty) {
    // The next save finds changes that somebody else made in the meantime.
    definitions.moved(from, to, renamed);
    await replaceText(document, unsaved);
  }
  await definitions.reread(from);
}

/** Defines a new VM from a document: one of a VM, or a file. */
async function createVm(context: VmCommandContext, argument: unknown): Promise<boolean> {
  const { verbs, connections, definitions, signal } = context;
  const document = await targetDocument(argument);
  const own = documentUri(document.uri);
  const connection =
    own === undefined ? await pickConnection(context, t("Create VM")) : (await definitions.vmOf(own)).connection;
  if (connection === undefined) return false;
  if (own !== undefined && !(await isAnotherMachine())) return false;
  const outcome = await verbs.create(connections.routeTo(connection), document.getText(), signal);
  if (outcome.kind === "refused") throw new Error(refusedText(outcome.refusal, t));
  if (outcome.kind === "rejected") {
    const text = t("libvirt rejected the definition. No VM was created.");
    await vscode.window.showErrorMessage(text, { modal: true, detail: outcome.message });
    return false;
  }
  await connections.read(connection);
  await vscode.window.showTextDocument(vmUri(connection, outcome.definition.name));
  return true;
}

/** Two running VMs on one disk destroy it. */
async function isAnotherMachine(): Promise<boolean> {
  const create = t("Create VM");
  const question = t("Create a new VM from this text?");
  const detail = t(
    "It gets a UUID of its own. Disks, MAC addresses and the path of the NVRAM are those of the text: change them first if another VM uses them.",
  );
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, create)) === create;
}

/** Takes back the last save of a VM in this session. */
async function undoSave({ undo, definitions, signal }: VmCommandContext, argument: unknown): Promise<boolean> {
  const uri = documentUri(argument);
  const last = uri && undo.get(uri.toString());
  if (uri === undefined || last === undefined) throw new Error(t("Nothing was saved to this VM in this session."));
  const { name } = last;
  const outcome = await last.run(signal);
  if (outcome.kind === "conflict") {
    throw new Error(t("{0} was changed in libvirt since then. The save was not taken back.", name));
  }
  if (outcome.kind !== "saved" && outcome.kind !== "unchanged") {
    throw new Error(t("The save of {0} was not taken back. Compare the definition with what you want.", name));
  }
  undo.delete(uri.toString());
  await definitions.reread(uri);
  vscode.window.showInformationMessage(t("{0} has its previous definition again.", name));
  return true;
}
