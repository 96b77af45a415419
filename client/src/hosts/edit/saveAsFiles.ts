import * as vscode from "vscode";
import { type HostConfig, parseConfig } from "../../../../shared/src/config/index.js";
import type { ConfiguredHost, LiveFacts } from "../../../../shared/src/messages.js";
import { configUri, type WrittenFile } from "./changeConfig.js";
import { safeName } from "./fileNames.js";
import { freePath } from "./freePath.js";
import type { HostCommandMeans } from "./hostCommands.js";

/**
 * Writes what virsh answered into `hosts/` and names the files in `libvirt-cpu.json`, so that a team has them in git.
 *
 * @throws what to tell the user where nothing was asked yet
 */
export async function saveAsFiles(means: HostCommandMeans, chosen: readonly ConfiguredHost[]): Promise<boolean> {
  const live = chosen.filter(({ folder, name }) => means.model.host(folder, name)?.connection !== undefined);
  if (live.length === 0) return false;
  for (const host of live) await saveOne(means, host);
  vscode.window.showInformationMessage(
    live.length === 1 ? vscode.l10n.t("Saved in hosts/.") : vscode.l10n.t("{0} hosts saved in hosts/.", live.length),
  );
  return true;
}

async function saveOne({ live, model, change }: HostCommandMeans, { folder, name }: ConfiguredHost): Promise<void> {
  const connection = model.host(folder, name)?.connection;
  const facts = connection && live.facts(connection);
  if (facts === undefined || facts === null) {
    throw new Error(vscode.l10n.t("{0} has not been asked yet: refresh it first.", name));
  }
  const { files, paths } = await filesOf(facts, folder, name, await configured(folder, name));
  const releases = {
    ...(facts.libvirt === undefined ? {} : { libvirt: facts.libvirt }),
    ...(facts.qemu === undefined ? {} : { qemu: facts.qemu }),
  };
  await change(folder, [{ kind: "addToHost", name, host: { ...paths, ...releases } }], files);
}

async function configured(folder: string, name: string): Promise<HostConfig> {
  const document = await vscode.workspace.openTextDocument(configUri(folder));
  return parseConfig(document.getText()).config.hosts.get(name) ?? {};
}

/** A host's own files, saved before, are written over; others are not. */
async function filesOf(
  { documents }: LiveFacts,
  folder: string,
  name: string,
  before: HostConfig,
): Promise<{ files: WrittenFile[]; paths: Record<string, string> }> {
  const files: WrittenFile[] = [];
  const paths: Record<string, string> = {};
  for (const text of documents) {
    const isDomain = text.trimStart().startsWith("<domainCapabilities");
    const key = isDomain ? "domainCapabilities" : "capabilities";
    const file = `${safeName(name)}.${isDomain ? "domcaps" : "caps"}.xml`;
    const isOwn = before[key] === `hosts/${file}`;
    const path = isOwn ? `hosts/${file}` : await freePath(folder, file, new Set());
    files.push({ uri: vscode.Uri.joinPath(vscode.Uri.parse(folder), path), text, overwrite: isOwn });
    paths[key] = path;
  }
  return { files, paths };
}
