import * as vscode from "vscode";
import type { HostSummary } from "../../../shared/src/messages.js";
import type { Host } from "./host.js";
import { hostGroups, type NamedHost } from "./hostGroups.js";

/** An entry of a list of hosts; separators have none. */
export interface HostItem extends vscode.QuickPickItem {
  readonly host?: Host;
}

/**
 * @param hosts what to list
 * @returns the entries, a separator before each kind of source
 */
export function hostItems(hosts: readonly Host[]): HostItem[] {
  return hostGroups(hosts).flatMap((group) => [
    { label: kindText(group.kind), kind: vscode.QuickPickItemKind.Separator },
    ...group.hosts.map(hostItem),
  ]);
}

function hostItem(host: NamedHost): HostItem {
  const { model, vendor, virtType, arch } = host.summary;
  const facts = [model, vendor, virtType ?? arch].filter((fact) => fact !== undefined);
  return { label: host.name, description: facts.join(" · "), detail: host.path, host };
}

function kindText(kind: HostSummary["kind"]): string {
  switch (kind) {
    case "domainCapabilities":
      return vscode.l10n.t("Domain capabilities: what the hypervisor gives a guest");
    case "capabilities":
      return vscode.l10n.t("Capabilities: the host's CPU, more than guests get");
    case "cpu":
      return vscode.l10n.t("A host's CPU on its own");
    default:
      return vscode.l10n.t("Raw CPUID: what the processor says of itself");
  }
}
