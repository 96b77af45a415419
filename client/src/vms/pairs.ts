import * as vscode from "vscode";
import { textOfBytes } from "../../../shared/src/common/decodeBytes.js";
import { readVmPath } from "../../../shared/src/common/vmPaths.js";
import { isOf, type ReadDefinition, readEdited, readPrinted } from "../../../shared/src/vms/editedDefinition.js";
import { targetDocument, toUri } from "../commands/applyRewrite.js";
import { refusedText } from "./saveTexts.js";
import { documentUri, pickConnection, type VmCommandContext } from "./vmCommands.js";
import { vmUri } from "./vmsView.js";

const { t } = vscode.l10n;

/** A file with the definition of a VM, and the VM's own document. */
export interface Pair {
  readonly file: vscode.Uri;
  readonly vm: vscode.Uri;
}

/** What is looked into: more files, or larger ones, are not. */
const MAX_FILES = 500;
const MAX_BYTES = 1024 * 1024;

/**
 * Finds the file of a VM, or the VM of a file: by its UUID, else by its name. Where several fit, or none does, the user
 * chooses.
 *
 * @param argument the VM, or the file, as a command gets it; else what the active editor shows
 * @param file the file, where it is known
 * @returns undefined where the user chose none
 * @throws what to tell the user where there is none
 */
export async function findPair(context: VmCommandContext, argument: unknown, file: unknown): Promise<Pair | undefined> {
  const place = readVmPath(documentUri(argument)?.path ?? "");
  if (place === undefined) return pairOfFile(context, argument);
  const vm = vmUri(place.connection, place.name);
  const found = toUri(file) ?? (await fileOf(await context.definitions.vmOf(vm)));
  return found && { vm, file: found };
}

async function fileOf(vm: { readonly name: string; readonly uuid: string }): Promise<vscode.Uri | undefined> {
  const files = await vscode.workspace.findFiles("**/*.xml", "**/node_modules/**", MAX_FILES);
  if (files.length === 0) throw new Error(t("This workspace has no XML files."));
  const read = await Promise.all(files.map(async (uri) => ({ uri, read: await readIn(uri) })));
  const fitting = read.flatMap(({ uri, read: each }) => (each !== undefined && isOf(each, vm) ? [uri] : []));
  if (fitting.length === 1) return fitting[0];
  const shown = fitting.length > 0 ? read.filter(({ uri }) => fitting.includes(uri)) : read;
  const isNamesake = (each: ReadDefinition | undefined) => fitting.length === 0 && each?.name === vm.name;
  const items = shown
    .map(({ uri, read: each }) => ({
      label: vscode.workspace.asRelativePath(uri),
      description: isNamesake(each) ? t("same name, another UUID") : "",
      uri,
    }))
    // Those with a description first.
    .sort((one, other) => other.description.localeCompare(one.description) || one.label.localeCompare(other.label));
  const chosen = await vscode.window.showQuickPick(items, {
    title: t("File of {0}", vm.name),
    placeHolder:
      fitting.length > 0
        ? t("Several files have the definition of {0}. Choose one.", vm.name)
        : t("No file has the definition of {0}. Choose a file.", vm.name),
  });
  return chosen?.uri;
}

/** What a file defines; undefined where it cannot be read or is something else. */
async function readIn(uri: vscode.Uri): Promise<ReadDefinition | undefined> {
  const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  if (open !== undefined) return readPrinted(open.getText());
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > MAX_BYTES ? undefined : readPrinted(textOfBytes(await vscode.workspace.fs.readFile(uri)));
  } catch {
    return undefined;
  }
}

async function pairOfFile(context: VmCommandContext, argument: unknown): Promise<Pair | undefined> {
  const document = await targetDocument(argument);
  const text = document.getText();
  const edited = readEdited(text);
  // What was copied from a running VM can be compared as well.
  const read = "reason" in edited && edited.reason === "live-dump" ? readPrinted(text) : edited;
  if (read === undefined) return undefined;
  if ("reason" in read) throw new Error(`${vscode.workspace.asRelativePath(document.uri)}: ${refusedText(read, t)}`);
  const vm = await vmOfFile(context, read);
  return vm && { vm, file: document.uri };
}

async function vmOfFile(context: VmCommandContext, read: ReadDefinition): Promise<vscode.Uri | undefined> {
  const { connections } = context;
  const vmsOf = (uri: string): vscode.Uri[] => {
    const state = connections.stateOf(uri);
    const vms = state.kind === "read" ? state.vms : [];
    return vms.filter((vm) => vm.isPersistent && isOf(read, vm)).map((vm) => vmUri(uri, vm.name));
  };
  const all = connections.all().map(({ uri }) => uri);
  const known = all.filter((uri) => vmsOf(uri).length > 0);
  const title = t("VM {0} in libvirt", read.name);
  const uri =
    known.length < 2
      ? (known[0] ?? (await pickConnection(context, title)))
      : await vscode.window.showQuickPick(known, { title, placeHolder: t("Which connection?") });
  if (uri === undefined) return undefined;
  if (known.length === 0) await connections.read(uri);
  const state = connections.stateOf(uri);
  if (state.kind === "failed") throw new Error(state.reason);
  const [vm] = vmsOf(uri);
  if (vm === undefined && state.kind === "read") {
    throw new Error(
      t(
        "{0} has no VM with the UUID of this file, or with its name if the file has no UUID. To add it, run Create a New VM from This Definition.",
        uri,
      ),
    );
  }
  return vm;
}
