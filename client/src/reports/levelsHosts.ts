import * as vscode from "vscode";
import type { ConfiguredHost } from "../../../shared/src/messages.js";
import type { HostsModel } from "../hosts/hostsModel.js";
import { selectedHosts } from "../hosts/selectedHosts.js";
import { pickHost } from "./pickHost.js";

/**
 * Whose levels to show: the hosts and pools of the Hosts view, else the target of the active document's folder or of the
 * only folder, else what is asked for.
 *
 * @returns undefined when the user turned back
 */
export async function levelsHosts(
  model: HostsModel,
  args: readonly unknown[],
): Promise<readonly ConfiguredHost[] | undefined> {
  const chosen = selectedHosts(args);
  if (chosen.length > 0) return chosen;
  const active = vscode.window.activeTextEditor?.document.uri;
  const folders = model.folders();
  const own = (active && model.folderOf(active)) ?? (folders.length === 1 ? folders[0] : undefined);
  if (own?.target !== undefined) return [{ folder: own.folder, name: own.target }];
  const host = await pickHost(model, {
    title: vscode.l10n.t("Show CPU Levels"),
    placeHolder: vscode.l10n.t("Of which host, or all of which pool?"),
    takesPools: true,
  });
  return host && [host];
}
