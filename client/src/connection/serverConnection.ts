import * as vscode from "vscode";
import type { BaseLanguageClient, GenericRequestHandler } from "vscode-languageclient";

/** The language server as the extension sees it: there from the beginning, though what speaks to it is loaded later. */
export interface ServerConnection {
  /** Waits until the server has been started. */
  sendRequest<R>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<R>;
  sendNotification(method: string): Promise<void>;
  onRequest<R>(method: string, handler: GenericRequestHandler<R, void>): vscode.Disposable;
  onNotification(method: string, handler: () => void): vscode.Disposable;
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
export function connectLater(load: () => Promise<BaseLanguageClient>): ServerConnection {
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
    sendRequest: async (method, params, token) => {
      const loaded = await made();
      // A token that is undefined would be sent as a second parameter.
      return token === undefined ? loaded.sendRequest(method, params) : loaded.sendRequest(method, params, token);
    },
    sendNotification: async (method) => (await made()).sendNotification(method),
    onRequest: (method, handler) => registered((loaded) => loaded.onRequest(method, handler)),
    onNotification: (method, handler) => registered((loaded) => loaded.onNotification(method, handler)),
    isRunning: () => running(),
    start: async () => (await made()).start(),
    stop: async () => (await client)?.stop(),
  };
}

/** In a turn of its own: what is done in this one counts as activation. */
function afterActivation<T>(load: () => Promise<T>): Promise<T> {
  return new Promise<void>((resolve) => setTimeout(resolve)).then(load);
}
