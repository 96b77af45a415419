import * as vscode from "vscode";
import { type DefineCheck, Request, type Route } from "../../../shared/src/messages.js";
import { haveSamePlaceholders } from "../../../shared/src/vms/editedDefinition.js";
import { hasMarks, type Merged, merge, resolved } from "../../../shared/src/vms/merge.js";
import type { OpenedDefinition } from "../../../virsh/src/definition.js";
import type { SaveOutcome } from "../../../virsh/src/saveDefinition.js";
import { showFailure } from "../commands/register.js";
import type { Server } from "../connection/server.js";
import type { VirtualDocument } from "../documents/virtualDocument.js";
import { replaceText } from "./replaceText.js";
import { beforeSave, changeNowText, conflictText, refusedText, savedText } from "./saveTexts.js";
import type { VmVerbs } from "./verbs.js";

const { t } = vscode.l10n;

/** A definition that is to be saved. */
export interface Save {
  readonly uri: vscode.Uri;
  readonly route: Route;
  /** The definition that the text is based on; undefined if it is not known: the editor was closed with unsaved changes. */
  readonly opened: OpenedDefinition | undefined;
  /** Reads what libvirt has now. */
  readonly current: () => Promise<OpenedDefinition>;
  readonly edited: string;
}

/** What a save works with. */
export interface SaveContext {
  readonly verbs: VmVerbs;
  readonly server: Pick<Server, "ask">;
  /** Where a text is shown beside the document: that of libvirt, that which was written. */
  readonly before: VirtualDocument;
  readonly signal: AbortSignal;
  /** From now on, the document's text is based on this definition. */
  readonly rebase: (uri: vscode.Uri, current: OpenedDefinition) => void;
  /** What takes a save back, by the document's URI. */
  readonly undo: Map<string, Undo>;
}

/** The last save of a VM, which can be taken back in this session. */
export interface Undo {
  readonly name: string;
  readonly run: (signal: AbortSignal) => Promise<SaveOutcome>;
}

type Saved = Extract<SaveOutcome, { kind: "saved" }>;

/**
 * Saves a definition: asks about what was found in it, then has libvirt take it, and tells what became of it.
 *
 * @returns the definition as libvirt has it now
 * @throws why it was not saved, as a sentence; then the text stays in the editor
 */
export async function saveVm(save: Save, context: SaveContext): Promise<OpenedDefinition> {
  if (hasMarks(save.edited)) {
    throw new Error(t("The text still has conflict markers (<<<<<<<). Keep one version at each place, then save."));
  }
  await askBefore(save.uri, context);
  const opened = save.opened ?? (await save.current());
  if (save.opened === undefined) throw await conflict(save, opened, context);
  const outcome = await context.verbs.save(save.route, opened, save.edited, context.signal);
  switch (outcome.kind) {
    case "unchanged":
      return opened;
    case "saved":
      void tellSaved(save, outcome, context);
      return outcome.definition;
    case "conflict":
      throw await conflict(save, outcome.current, context);
    case "refused":
      throw refused(save, opened, outcome.refusal, context);
    case "rejected":
      throw await rejected(opened.name, outcome.message);
    case "unknown":
      throw new Error(
        outcome.isUnchanged
          ? t("virsh ended before {0} was saved. Its definition is unchanged. Save again.", opened.name)
          : t("virsh ended while {0} was saved. Save again to see what libvirt has now.", opened.name),
      );
  }
}

/** @throws where the text is not to be saved */
async function askBefore(uri: vscode.Uri, { server }: SaveContext): Promise<void> {
  const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  const place = { uri: uri.toString(), version: document?.version ?? 0 };
  const check = await server.ask(Request.checkDefine, place).catch((): DefineCheck | undefined => undefined);
  const before = beforeSave(check, t);
  if (before.kind === "refused") throw new Error(before.text);
  if (before.kind === "nothing") return;
  const anyway = t("Save Anyway");
  const question = t("Save this definition anyway?");
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail: before.detail }, anyway);
  if (answer !== anyway) throw new Error(t("It was not saved."));
}

/** Somebody else's change is looked at first; then the text can be saved over it, or with it. */
async function conflict(
  { uri, opened, edited }: Save,
  current: OpenedDefinition,
  context: SaveContext,
): Promise<Error> {
  const { name } = current;
  const [mergeBoth, compare] = [t("Merge"), t("Compare")];
  const message = t("{0} was changed in libvirt after you opened it.", name);
  // Else a password could be given to another device.
  const isSafe = haveSamePlaceholders(opened?.text ?? edited, current.text);
  const names = { theirs: t("in libvirt"), mine: t("your text") };
  const merged = isSafe && opened !== undefined ? merge(opened.text, current.text, edited, names) : undefined;
  const buttons = [...(merged === undefined ? [] : [mergeBoth]), compare];
  const options = { modal: true, detail: conflictText({ isSafe, merged }, t) };
  const chosen = await vscode.window.showWarningMessage(message, options, ...buttons);
  if (merged !== undefined && chosen === mergeBoth) await showMerged(uri, { current, merged }, context);
  if (chosen === compare) {
    await context.before.showChangeTo(uri, current.text, t("{0}: in libvirt ↔ your text", name));
    if (isSafe) {
      context.rebase(uri, current);
      offerSave(uri, t("On the left is {0} as libvirt has it now. Copy over what you want to keep, then save.", name));
    }
  }
  return new Error(t("{0} was not saved, because it was changed in libvirt.", name));
}

/** Puts both changes into the text, which is not saved. From now on, it is based on what libvirt has. */
async function showMerged(
  uri: vscode.Uri,
  { current, merged }: { readonly current: OpenedDefinition; readonly merged: Merged },
  context: SaveContext,
): Promise<void> {
  const { name } = current;
  const document = await vscode.workspace.openTextDocument(uri);
  await replaceText(document, merged.text);
  context.rebase(uri, current);
  if (merged.conflicts > 0) {
    await vscode.window.showTextDocument(document);
    offerSides(
      document,
      t("The text of {0} has both versions between conflict markers. Keep one of them at each place, then save.", name),
    );
    return;
  }
  await context.before.showChangeTo(uri, current.text, t("{0}: in libvirt ↔ merged", name));
  offerSave(uri, t("On the right is {0} with both changes. Save it if it is right.", name));
}

/** Offers to keep one side at all places that still have both. */
function offerSides(document: vscode.TextDocument, hint: string): void {
  const [theirs, mine] = [t("Keep libvirt's Lines"), t("Keep My Lines")];
  vscode.window.showInformationMessage(hint, theirs, mine).then((chosen) => {
    if (chosen === undefined) return;
    const text = resolved(document.getText(), chosen === mine ? "mine" : "theirs");
    void showFailure(() => replaceText(document, text), undefined);
  });
}

/** The save does not wait for it. */
function offerSave(uri: vscode.Uri, hint: string): void {
  const save = t("Save My Text");
  vscode.window.showInformationMessage(hint, save).then((chosen) => {
    if (chosen === save) void saveDocument(uri);
  });
}

async function saveDocument(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  await document.save();
}

/** Where the user can do something about it, a message offers that with buttons; else the sentence is the save's error. */
function refused(
  { uri }: Save,
  opened: OpenedDefinition,
  refusal: Extract<SaveOutcome, { kind: "refused" }>["refusal"],
  context: SaveContext,
): Error {
  const text = refusedText(refusal, t);
  const actions = new Map<string, () => Thenable<unknown>>();
  const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, uri, ...args);
  if (refusal.reason === "name-changed") {
    actions.set(t("Rename the VM"), () => run("libvirt-cpu.vms.rename", refusal.to));
  }
  if (["name-changed", "uuid-changed", "uuid-missing"].includes(refusal.reason)) {
    actions.set(t("Create a New VM"), () => run("libvirt-cpu.vms.create"));
  }
  if (refusal.reason === "live-dump") {
    const title = t("{0}: definition ↔ your text", opened.name);
    actions.set(t("Compare"), () => context.before.showChangeTo(uri, opened.text, title));
  }
  if (actions.size > 0) {
    vscode.window.showErrorMessage(text, ...actions.keys()).then((chosen) => {
      if (chosen !== undefined) void showFailure(async () => actions.get(chosen)?.(), undefined);
    });
  }
  return actions.size === 0 ? new Error(text) : new Error(t("{0} was not saved.", opened.name));
}

/** libvirt's message has several lines, of which none is to be missing. */
async function rejected(name: string, message: string): Promise<Error> {
  const text = t("libvirt rejected the definition of {0}. Nothing was saved.", name);
  await vscode.window.showErrorMessage(text, { modal: true, detail: message });
  return new Error(text);
}

/** The save does not wait for it: the message stays until the user closes it. */
async function tellSaved({ uri, edited }: Save, saved: Saved, context: SaveContext): Promise<void> {
  const { name, text: stored } = saved.definition;
  context.undo.set(uri.toString(), { name, run: saved.undo });
  const asked = context.server.ask(Request.losses, { uri: uri.toString(), written: edited, stored });
  // Without an answer, only the save is reported.
  const losses = await asked.catch((): readonly string[] => []);
  const text = savedText(name, { ...saved, losses }, t);
  if (text === "") {
    vscode.window.setStatusBarMessage(t("{0} is saved in libvirt.", name), 5000);
    return;
  }
  const [show, undo, now] = [t("Show"), t("Undo"), t("What Can Change Now?")];
  const buttons = losses.length > 0 ? [show, undo] : saved.isRunning ? [now, undo] : [undo];
  const tell = losses.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  tell(text, ...buttons).then((chosen) => {
    if (chosen === show) void context.before.showChangeTo(uri, edited, t("{0}: as you wrote it ↔ in libvirt", name));
    if (chosen === undo) vscode.commands.executeCommand("libvirt-cpu.vms.undoSave", uri);
    if (chosen === now) tell(t("{0} is running.", name), { modal: true, detail: changeNowText(name, t) });
  });
}
