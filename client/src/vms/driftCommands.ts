import * as vscode from "vscode";
import { readVmPath } from "../../../shared/src/common/vmPaths.js";
import { type DriftRequest, Request } from "../../../shared/src/messages.js";
import { definitionFrom } from "../../../shared/src/vms/definitionFrom.js";
import { readEdited } from "../../../shared/src/vms/editedDefinition.js";
import { applyRewrite, placeIn, targetDocument } from "../commands/applyRewrite.js";
import { findPair, type Pair } from "./pairs.js";
import { replaceText } from "./replaceText.js";
import { refusedText } from "./saveTexts.js";
import type { Run, VmCommandContext } from "./vmCommands.js";

const { t } = vscode.l10n;

/** The commands about a VM and its file, by what follows `libvirt-cpu.vms.`. */
export const DRIFT_COMMANDS: Readonly<Record<string, Run>> = {
  compareWithFile: withPair(compare),
  compareWithVm: withPair(compare),
  updateFile: withPair(updateFile),
  defineFromFile: withPair(defineFromFile),
};

function withPair(run: (pair: Pair, context: VmCommandContext) => Promise<void>): Run {
  return async (context, argument, file) => {
    const pair = await findPair(context, argument, file);
    if (pair !== undefined) await run(pair, context);
    return pair !== undefined;
  };
}

/** Reports what differs, and offers what can be done about it. */
async function compare(pair: Pair, context: VmCommandContext): Promise<void> {
  const request = await requestOf(pair, context, true);
  const report = await context.server.ask(Request.drift, request);
  if ("error" in report) throw new Error(report.error);
  await context.reports.show(report);
  const [show, update, define] = [t("Show Side by Side"), t("Update File"), t("Define from File")];
  const names = [fileName(pair), vmName(pair)];
  const text =
    report.differences === 0
      ? t("{0} has the same values as {1} in libvirt. Devices were not compared.", ...names)
      : t("{0} and {1} in libvirt differ. Update the file, or define the VM from the file?", ...names);
  const buttons = report.differences === 0 ? [show] : [show, update, define];
  // Not waited for: it stays until the user closes it.
  vscode.window.showInformationMessage(text, ...buttons).then((chosen) => {
    const run = (name: string) => vscode.commands.executeCommand(`libvirt-cpu.vms.${name}`, pair.vm, pair.file);
    if (chosen === show) void showSideBySide(pair);
    if (chosen === update) run("updateFile");
    if (chosen === define) run("defineFromFile");
  });
}

async function requestOf(pair: Pair, context: VmCommandContext, withLive: boolean): Promise<DriftRequest> {
  const { verbs, definitions, signal } = context;
  const { route, uuid } = await definitions.vmOf(pair.vm);
  const options = { location: vscode.ProgressLocation.Window, title: t("Reading {0}…", vmName(pair)) };
  const texts = await vscode.window.withProgress(options, async () => {
    const definition = (await verbs.open(route, uuid, signal)).text;
    const live = withLive ? await verbs.live(route, uuid, signal) : undefined;
    return { definition, ...(live === undefined ? {} : { live }) };
  });
  return { ...placeIn(await targetDocument(pair.file)), ...texts };
}

async function showSideBySide({ file, vm }: Pair): Promise<void> {
  const title = t("{0} ↔ in libvirt", vscode.workspace.asRelativePath(file));
  await vscode.commands.executeCommand("vscode.diff", file, vm, title);
}

/** Gives the file the values that libvirt has, as a change that is not saved; nothing else of it changes. */
async function updateFile(pair: Pair, context: VmCommandContext): Promise<void> {
  const request = await requestOf(pair, context, false);
  const rewrite = await context.server.ask(Request.takeOver, request);
  if ("error" in rewrite) throw new Error(rewrite.error);
  const { edits, summary, cautions = [] } = rewrite;
  const document = await targetDocument(pair.file);
  if (edits.length > 0) await applyRewrite(document, request.version, rewrite);
  else vscode.window.showInformationMessage([summary, ...cautions].join(" "));
  if (cautions.length > 0) await showSideBySide(pair);
}

/** Puts the file's text into the VM's document, as a change that is not saved: a save defines it, with all its checks. */
async function defineFromFile(pair: Pair, { definitions, before }: VmCommandContext): Promise<void> {
  const { uuid, name } = await definitions.vmOf(pair.vm);
  const file = (await vscode.workspace.openTextDocument(pair.file)).getText();
  const read = readEdited(file);
  if ("reason" in read) throw new Error(`${fileName(pair)}: ${refusedText(read, t)}`);
  const document = await vscode.workspace.openTextDocument(pair.vm);
  if (document.isDirty) throw new Error(t("{0} has changes that are not saved. Save or revert them first.", name));
  const text = document.getText();
  const made = definitionFrom(file, read, { uuid, text });
  await replaceText(document, made.text);
  await before.showChangeTo(pair.vm, text, t("{0}: in libvirt ↔ from {1}", name, fileName(pair)));
  const cautions = [
    ...(made.kept > 0 ? [t("The passwords that the file does not have are kept.")] : []),
    ...(made.lost > 0
      ? [
          t(
            "libvirt has passwords or cookies that the file does not have. Copy them from the left, or the save removes them.",
          ),
        ]
      : []),
    ...(made.replaced.length > 0
      ? [
          t(
            "The file does not have {0}. libvirt would create a new one: copy it from the left.",
            made.replaced.join(", "),
          ),
        ]
      : []),
  ];
  const summary = t("The definition of {0} is the text of {1} now. Save it to define the VM.", name, fileName(pair));
  const tell =
    made.lost + made.replaced.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  tell([summary, ...cautions].join(" "));
}

function fileName({ file }: Pair): string {
  return vscode.workspace.asRelativePath(file);
}

function vmName({ vm }: Pair): string {
  return readVmPath(vm.path)?.name ?? "";
}
