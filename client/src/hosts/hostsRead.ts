import * as vscode from "vscode";
import type { HostsModel } from "./hostsModel.js";

/** How long a command waits for hosts that are being read, in milliseconds; then it goes on with what is known. */
const PATIENCE = 10_000;

/** Waits, showing that it does, until the hosts that are configured have been read. */
export async function hostsRead(model: HostsModel): Promise<void> {
  await model.known;
  if (!isReading(model)) return;
  const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Reading hosts") };
  await vscode.window.withProgress(options, () => finished(model));
}

function isReading(model: HostsModel): boolean {
  return model.folders().some(({ hosts }) => hosts.some(({ state }) => state === "reading"));
}

function finished(model: HostsModel): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const timer = setTimeout(finish, PATIENCE);
    const listener = model.onDidChange(() => {
      if (!isReading(model)) finish();
    });
  });
}
