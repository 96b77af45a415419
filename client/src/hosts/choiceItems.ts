import * as vscode from "vscode";
import { suitsArch } from "../../../shared/src/common/arches.js";
import type { FolderHosts, HostInfo, HostReference, HostSummary, PoolInfo } from "../../../shared/src/messages.js";
import { documentReferences, hostGroups, type NamedDocument, type WorkspaceHost } from "./hostGroups.js";

/** An entry of a list of hosts; separators have none. */
export interface HostItem extends vscode.QuickPickItem {
  readonly host?: WorkspaceHost;
}

/**
 * @param hosts what to list
 * @returns the entries, a separator before each kind of source
 */
export function hostItems(hosts: readonly WorkspaceHost[]): HostItem[] {
  return hostGroups(hosts).flatMap((group) => [
    { label: kindText(group.kind), kind: vscode.QuickPickItemKind.Separator },
    ...group.hosts.map(documentItem),
  ]);
}

function documentItem(host: NamedDocument): HostItem {
  const { model, vendor, virtType, arch } = host.summary;
  const facts = [model, vendor, virtType ?? arch].filter((fact) => fact !== undefined);
  return { label: host.name, description: facts.join(" · "), detail: host.path, host };
}

function kindText(kind: HostSummary["kind"]): string {
  switch (kind) {
    case "domainCapabilities":
      return vscode.l10n.t("Domain capabilities: what the hypervisor offers to VMs");
    case "capabilities":
      return vscode.l10n.t("Capabilities: the host's own CPU; VMs get less");
    case "cpu":
      return vscode.l10n.t("Only the host's CPU");
    default:
      return vscode.l10n.t("Raw CPUID: the processor's register values");
  }
}

/** An entry of a list of hosts and pools; separators stand for none. */
export interface ChoiceItem extends vscode.QuickPickItem {
  /** Stays the same when the list is drawn again. */
  readonly key?: string;
  readonly reference?: HostReference;
  readonly isPool?: boolean;
}

/** A folder's hosts and pools that suit a domain: the target first, then pools, then hosts. */
export function configuredChoices(folder: FolderHosts, arch: string | undefined): ChoiceItem[] {
  const pools = folder.pools.map((pool) => poolItem(folder, pool));
  const hosts = folder.hosts
    .filter((host) => host.arch === undefined || suitsArch(arch, host.arch))
    .map((host) => hostItem(folder, host));
  const isTarget = ({ key }: ChoiceItem): boolean => key === folder.target;
  return [
    ...under(vscode.l10n.t("Target"), [...pools, ...hosts].filter(isTarget)),
    ...under(
      vscode.l10n.t("Pools"),
      pools.filter((item) => !isTarget(item)),
    ),
    ...under(
      vscode.l10n.t("Hosts"),
      hosts.filter((item) => !isTarget(item)),
    ),
  ];
}

/** Documents that describe hosts, under what kind they are of. */
export function fileChoices(hosts: readonly WorkspaceHost[]): ChoiceItem[] {
  const references = new Map(documentReferences(hosts).map((reference) => [reference.uri, reference]));
  return hostItems(hosts).map(({ host, ...item }) => {
    const reference = host && references.get(host.document.uri);
    return reference === undefined ? item : { ...item, key: reference.uri, reference };
  });
}

/** Those documents that no configured host is known by. */
export function notConfigured(hosts: readonly WorkspaceHost[], folder: FolderHosts | undefined): WorkspaceHost[] {
  const sources = new Set(folder?.hosts.flatMap((host) => host.sources.flatMap(({ uri }) => uri ?? [])));
  return hosts.filter(({ document }) => !sources.has(document.uri));
}

function under(label: string, items: readonly ChoiceItem[]): ChoiceItem[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

function poolItem({ folder }: FolderHosts, { name, hosts }: PoolInfo): ChoiceItem {
  const count = hosts.length === 1 ? vscode.l10n.t("1 host") : vscode.l10n.t("{0} hosts", hosts.length);
  return { label: name, description: count, key: name, reference: { folder, name }, isPool: true };
}

function hostItem({ folder }: FolderHosts, { name, model, vendor, virtType, state, problem }: HostInfo): ChoiceItem {
  const facts = [model, vendor, virtType].filter((part) => part !== undefined).join(" · ");
  return { label: name, description: facts || stateText(state, problem), key: name, reference: { folder, name } };
}

function stateText(state: HostInfo["state"], problem: string | undefined): string {
  return state === "reading" ? vscode.l10n.t("reading…") : (problem ?? vscode.l10n.t("unknown"));
}
