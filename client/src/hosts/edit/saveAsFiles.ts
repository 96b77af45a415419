import * as vscode from "vscode";
import type { ConfiguredHost, LiveConnection } from "../../../../shared/src/messages.js";
import { safeName } from "./fileNames.js";
import type { HostCommandMeans } from "./hostCommands.js";

/**
 * Writes what virsh answered into `hosts/` and names the files in `libvirt-cpu.json`, so that a team has them in git.
 *
 * @throws what to tell the user where nothing was asked yet
 */
export async function saveAsFiles(means: HostCommandMeans, chosen: readonly ConfiguredHost[]): Promise<boolean> {
  const live = chosen.flatMap((host) => {
    const connection = means.model.host(host.folder, host.name)?.connection;
    return connection === undefined ? [] : [{ ...host, connection }];
  });
  if (live.length === 0) return false;
  for (const { folder, name, connection } of live) await saveOne(means, { folder, name }, connection);
  vscode.window.showInformationMessage(
    live.length === 1 ? vscode.l10n.t("Saved in hosts/.") : vscode.l10n.t("{0} hosts saved in hosts/.", live.length),
  );
  return true;
}

async function saveOne(
  { live, change }: HostCommandMeans,
  { folder, name }: ConfiguredHost,
  connection: LiveConnection,
): Promise<void> {
  const facts = live.facts(connection);
  if (facts === null) throw new Error(vscode.l10n.t("{0} has not been asked yet: refresh it first.", name));
  const paths: Record<string, string> = {};
  for (const text of facts.documents) {
    const isDomain = text.trimStart().startsWith("<domainCapabilities");
    const path = `hosts/${safeName(name)}.${isDomain ? "domcaps" : "caps"}.xml`;
    const uri = vscode.Uri.joinPath(vscode.Uri.parse(folder), ...path.split("/"));
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    paths[isDomain ? "domainCapabilities" : "capabilities"] = path;
  }
  const releases = {
    ...(facts.libvirt === undefined ? {} : { libvirt: facts.libvirt }),
    ...(facts.qemu === undefined ? {} : { qemu: facts.qemu }),
  };
  await change(folder, [{ kind: "setHost", name, host: { ...paths, ...connection, ...releases } }]);
}
