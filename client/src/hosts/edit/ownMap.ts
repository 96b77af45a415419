import * as vscode from "vscode";
import { readAddress } from "../../../../shared/src/config/index.js";
import type { Machine } from "../../machine.js";
import { freePath, safeName } from "./askName.js";
import type { ChangeConfig } from "./changeConfig.js";

/** A host that was added by its connection. */
export interface AddedHost {
  /** The folder whose `libvirt-cpu.json` names it. */
  readonly folder: string;
  readonly name: string;
  /** Its connection URI. */
  readonly uri: string;
}

/** `qemu:///system`: the host is the machine that this runs on; in a remote window that is the remote one. */
export function isThisMachine(uri: string): boolean {
  const read = readAddress(uri);
  if ("fault" in read) return false;
  const { driver, host } = read.address;
  return driver === "qemu" && (host ?? "") === "";
}

/**
 * Offers to copy this machine's CPU map for a host that is this machine: with it answers are exact for any release of
 * libvirt. The user may go on without an answer.
 */
export async function offerOwnMap(
  { folder, name, uri }: AddedHost,
  { change, cpuMap }: { readonly change: ChangeConfig; readonly cpuMap: Machine["cpuMap"] | undefined },
): Promise<void> {
  const files = isThisMachine(uri) ? await cpuMap?.() : undefined;
  if (files === undefined) return;
  const copy = vscode.l10n.t("Copy the CPU Map");
  const question = vscode.l10n.t(
    "Copy the CPU map of this machine's libvirt into hosts/? {0} is then checked with exactly the models and features of its libvirt.",
    name,
  );
  if ((await vscode.window.showInformationMessage(question, copy)) !== copy) return;
  const path = await freePath(folder, `${safeName(name)}.cpu_map`, new Set());
  const written = files.map((file) => ({
    uri: vscode.Uri.joinPath(vscode.Uri.parse(folder), path, file.name),
    text: file.text,
  }));
  await change(folder, [{ kind: "addToHost", name, host: { cpuMap: path } }], written);
}
