import * as vscode from "vscode";
import type { FolderHosts, HostReference } from "../../../shared/src/messages.js";
import type { NamedReference } from "../baseline/hostChoice.js";
import { suitsArch } from "./suitsArch.js";

/** An entry of a list of configured hosts; separators have none. */
export interface ConfiguredItem extends vscode.QuickPickItem {
  readonly host?: NamedReference;
}

/** The hosts of a folder that suit a domain, one by one. */
export function hostItemsOf({ folder, hosts }: FolderHosts, arch: string | undefined): ConfiguredItem[] {
  return hosts
    .filter((host) => host.arch === undefined || suitsArch(arch, host.arch))
    .map(({ name, model, vendor, virtType, state, problem }) => ({
      label: name,
      description: [model, vendor, virtType].filter((part) => part !== undefined).join(" · "),
      ...(state === "known" ? {} : { detail: problem ?? vscode.l10n.t("not known") }),
      host: { name, reference: { folder, name } },
    }));
}

/** The pools and hosts of a folder, the target first: one of them is chosen. */
export function targetItems(
  folder: FolderHosts,
  arch: string | undefined,
): (vscode.QuickPickItem & { readonly references?: readonly HostReference[] })[] {
  const pools = folder.pools.map(({ name, hosts }) => ({
    label: `$(layers) ${name}`,
    description: `${vscode.l10n.t("all {0} hosts", hosts.length)}${name === folder.target ? ` · ${vscode.l10n.t("target")}` : ""}`,
    references: [{ folder: folder.folder, name }],
    isTarget: name === folder.target,
  }));
  const hosts = hostItemsOf(folder, arch).map(({ label, description = "", host }) => ({
    label: `$(server) ${label}`,
    description,
    references: host === undefined ? [] : [host.reference],
    isTarget: label === folder.target,
  }));
  return [...pools, ...hosts].sort((a, b) => Number(b.isTarget) - Number(a.isTarget));
}
