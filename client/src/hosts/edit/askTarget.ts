import * as vscode from "vscode";
import type { OfferedGuests } from "../live/offeredGuests.js";

/** What about to ask for the domain capabilities. */
export interface LiveTarget {
  readonly arch?: string;
  readonly machine?: string;
  readonly virtType?: string;
}

/**
 * Asks for which guests the host is to be asked, out of what it offers; libvirt's own choice stands first.
 *
 * @returns undefined when the user turned back
 */
export async function askTarget(offered: readonly OfferedGuests[]): Promise<LiveTarget | undefined> {
  const { t } = vscode.l10n;
  const usual = {
    label: t("What libvirt takes by itself"),
    description: t("the usual choice"),
    target: {} as LiveTarget,
  };
  const others = offered.flatMap(({ arch, virtTypes, machines }) =>
    virtTypes.map((virtType) => ({
      label: `${arch}, ${virtType}`,
      description: machines.slice(0, 3).join(", "),
      target: { arch, virtType },
      machines,
    })),
  );
  if (others.length === 0) return usual.target;
  const chosen = await vscode.window.showQuickPick([usual, ...others], {
    title: t("Add Host: Which Guests?"),
    placeHolder: t("What is the host to be asked about?"),
    matchOnDescription: true,
  });
  if (chosen === undefined || !("machines" in chosen)) return chosen?.target;
  return askMachine(chosen.target, chosen.machines);
}

async function askMachine(target: LiveTarget, machines: readonly string[]): Promise<LiveTarget | undefined> {
  if (machines.length === 0) return target;
  const { t } = vscode.l10n;
  const usual = { label: t("libvirt's default machine type"), machine: undefined };
  const chosen = await vscode.window.showQuickPick(
    [usual, ...machines.map((machine) => ({ label: machine, machine }))],
    { title: t("Add Host: Which Machine Type?"), placeHolder: t("The limit of vCPUs depends on it") },
  );
  if (chosen === undefined) return undefined;
  return chosen.machine === undefined ? target : { ...target, machine: chosen.machine };
}
