import * as l10n from "@vscode/l10n";
import { fileNameOf, hostNameOf } from "../../../shared/src/common/fileNames.js";
import type { PoolHost, UnknownHost } from "../../../shared/src/hosts/index.js";
import type { ConfiguredHost, HostDocument, HostReference } from "../../../shared/src/messages.js";
import type { Services } from "../documents/documentContexts.js";

/** The hosts that a request names; those of which nothing is known apart. */
export interface ResolvedHosts {
  readonly hosts: readonly PoolHost[];
  readonly unknown: readonly UnknownHost[];
}

/** Finds the hosts that a request names: configured ones, all of a pool, or documents read on the spot. */
export async function resolveHosts(
  references: readonly HostReference[],
  services: Services,
): Promise<ResolvedHosts | { readonly error: string }> {
  const hosts = new Map<string, PoolHost>();
  const unknown = new Map<string, UnknownHost>();
  for (const reference of references) {
    const found = "text" in reference ? await readDocument(reference, services) : await configured(reference, services);
    if ("error" in found) return found;
    for (const host of found.hosts) {
      const known = hosts.get(host.name);
      // Two files of one name: the second goes by its whole address.
      const isOther = known !== undefined && known.host !== host.host && "text" in reference;
      const name = isOther ? reference.uri : host.name;
      hosts.set(name, { ...host, name });
    }
    for (const host of found.unknown) unknown.set(host.name, host);
  }
  return { hosts: [...hosts.values()], unknown: [...unknown.values()] };
}

async function configured(
  { folder, name }: ConfiguredHost,
  { hostStore, ready }: Services,
): Promise<ResolvedHosts | { readonly error: string }> {
  await ready;
  const folderBook = hostStore.folders().find((each) => each.folder === folder);
  await folderBook?.settled();
  return folderBook?.targetNamed(name) ?? { error: l10n.t("{0} is not a host or pool in libvirt-cpu.json.", name) };
}

async function readDocument(
  document: HostDocument,
  { hostReader, configOf }: Services,
): Promise<ResolvedHosts | { readonly error: string }> {
  const name = document.name ?? hostNameOf(document.uri);
  const { host, problems } = await hostReader.read(
    name,
    [{ name: document.name ?? fileNameOf(document.uri), text: document.text }],
    configOf(document.uri).libvirt,
  );
  return host === undefined
    ? { error: problems[0] ?? l10n.t("{0} does not describe a host.", name) }
    : { hosts: [host], unknown: [] };
}
