import * as vscode from "vscode";
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  type LanguageClientOptions,
  State,
} from "vscode-languageclient";
import { notStarted } from "../server.js";
import { makeCrashLedger } from "./crashLedger.js";

const RESTART = "libvirt-cpu.restartServer";
/** Messages that cannot be written, one after the other, until the connection is given up. */
const MOST_ERRORS = 3;
/** Before a server that has ended while starting is started again, in milliseconds. */
const PAUSE = 500;

/**
 * What happens when the language server ends by itself: it is started again without a word, as nothing is lost, until it
 * has ended too often.
 *
 * @param client asked for when it is needed: it is made with this handler
 */
export function makeRecovery(
  client: () => BaseLanguageClient,
): Required<Pick<LanguageClientOptions, "errorHandler" | "initializationFailedHandler">> {
  const ledger = makeCrashLedger();
  let isReplacing = false;
  /** For a connection that is broken though it has not ended: a worker that fails says no more than that. */
  const replace = async (): Promise<void> => {
    if (isReplacing || client().state !== State.Running) return;
    isReplacing = true;
    const goesOn = ledger.crashed();
    await client()
      .stop()
      .catch(() => undefined);
    isReplacing = false;
    if (!goesOn) return giveUp(client());
    await client().start().catch(notStarted);
  };
  const errorHandler: LanguageClientOptions["errorHandler"] = {
    error: (_error, _message, count) => {
      if (count === undefined || count > MOST_ERRORS) void replace();
      return { action: ErrorAction.Continue, handled: true };
    },
    closed: () => {
      const isStarting = client().state === State.Starting;
      const goesOn = ledger.crashed();
      if (goesOn && !isStarting) return { action: CloseAction.Restart, handled: true };
      // The client would mix up a start that fails with the one that follows.
      if (goesOn) setTimeout(() => client().start().catch(notStarted), PAUSE);
      else void giveUp(client());
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
  return { errorHandler, initializationFailedHandler: () => false };
}

/** The client's own words for an error are for its log: they end in numbers. */
export function keepErrorsInLog(client: BaseLanguageClient): void {
  const log = client.error.bind(client);
  client.error = (message, data) => log(message, data, false);
}

/** Tells the user, who may know why, and offers what there is to do. */
async function giveUp(client: BaseLanguageClient): Promise<void> {
  const restart = vscode.l10n.t("Restart");
  const showLog = vscode.l10n.t("Show Log");
  const chosen = await vscode.window.showErrorMessage(
    vscode.l10n.t("Libvirt CPU stopped checking: its language server crashed five times in three minutes."),
    restart,
    showLog,
  );
  if (chosen === restart) await vscode.commands.executeCommand(RESTART);
  if (chosen === showLog) client.outputChannel.show();
}
