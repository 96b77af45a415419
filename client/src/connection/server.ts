import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { RequestType } from "../../../shared/src/messages.js";

/** The language server as the extension sees it: there from the beginning, though what speaks to it is loaded later. */
export interface Server {
  /** Asks the server, once it has been started. */
  ask<P, R>(request: RequestType<P, R>, params: P, token?: vscode.CancellationToken): Promise<R>;
  /** Answers what the server asks; its parameters are checked where they are used. */
  answer<P, R>(request: RequestType<P, R>, handler: (params: P) => R | Promise<R>): vscode.Disposable;
  notify(notification: string): Promise<void>;
  onNotification(notification: string, handler: () => void): vscode.Disposable;
  isRunning(): boolean;
  /** Rejects when the server cannot be started. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Loading the language client takes longer than all else at activation, so it is put off until VS Code has gone on.
 *
 * @param load loads and makes the client; asked once, and again after it has failed
 */
export function connectLater(load: () => Promise<BaseLanguageClient>): Server {
  let client: Promise<BaseLanguageClient> | undefined;
  let running = () => false;
  const waiting = new Set<(client: BaseLanguageClient) => void>();
  const made = (): Promise<BaseLanguageClient> => {
    client ??= afterActivation(load).then(
      (loaded) => {
        for (const attach of waiting) attach(loaded);
        running = () => loaded.isRunning();
        return loaded;
      },
      (error: unknown) => {
        client = undefined;
        throw error;
      },
    );
    return client;
  };
  /** Registers on the client once there is one. */
  const registered = (register: (client: BaseLanguageClient) => vscode.Disposable): vscode.Disposable => {
    let registration: vscode.Disposable | undefined;
    const attach = (loaded: BaseLanguageClient): void => {
      registration = register(loaded);
    };
    waiting.add(attach);
    return new vscode.Disposable(() => {
      waiting.delete(attach);
      registration?.dispose();
    });
  };
  return {
    ask: async ({ method }, params, token) => {
      const loaded = await made();
      // A token that is undefined would be sent as a second parameter.
      return token === undefined ? loaded.sendRequest(method, params) : loaded.sendRequest(method, params, token);
    },
    answer: ({ method }, handler) => registered((loaded) => loaded.onRequest<unknown, void>(method, handler)),
    notify: async (notification) => (await made()).sendNotification(notification),
    onNotification: (notification, handler) => registered((loaded) => loaded.onNotification(notification, handler)),
    isRunning: () => running(),
    start: async () => (await made()).start(),
    stop: async () => (await client)?.stop(),
  };
}

/** In a turn of its own: what is done in this one counts as activation. */
function afterActivation<T>(load: () => Promise<T>): Promise<T> {
  return new Promise<void>((resolve) => setTimeout(resolve)).then(load);
}

/** The protocol's code for an answer that will not come since the connection has ended: PendingResponseRejected. */
const ENDED = -32097;

/** Tells the user that the server does not start, unless it has ended: then it is started again. */
export function notStarted(error: unknown): void {
  if (error instanceof Error && "code" in error && error.code === ENDED) return;
  vscode.window.showErrorMessage(notStartedText(error));
}

/** A client that could not start once gives the same answer for ever. */
export function notStartedText(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return vscode.l10n.t("The language server did not start: {0}. Reload the window to try again.", reason);
}
