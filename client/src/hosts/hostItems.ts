import * as vscode from "vscode";
import type { HostSummary } from "../../../shared/src/messages.js";
import type { WorkspaceHost } from "./host.js";
import { hostGroups, type NamedDocument } from "./hostGroups.js";

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
    ...group.hosts.map(hostItem),
  ]);
}

function hostItem(host: NamedDocument): HostItem {
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
