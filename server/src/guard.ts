import * as l10n from "@vscode/l10n";
import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { TakenBackError } from "./inTurns.js";

/** Where failures are written to. */
export interface Log {
  error(message: string): void;
}

/** Thrown where the document has changed while an answer was made. */
export class StaleError extends Error {}

export type Handler<P, R> = (params: P, token: CancellationToken) => R | Promise<R>;

/**
 * Wraps a request's handler: a failure is logged and answered by the fallback, so that the server stays up; a request
 * that was cancelled, or whose document changed meanwhile, is answered as the protocol wants.
 */
export function guard<P, R>(log: Log, name: string, fallback: R | (() => R), handler: Handler<P, R>) {
  return async (params: P, token: CancellationToken): Promise<R | ResponseError<void>> => {
    if (token.isCancellationRequested) return cancelled();
    try {
      const answer = await handler(params, token);
      return token.isCancellationRequested ? cancelled() : answer;
    } catch (error) {
      if (error instanceof TakenBackError) return cancelled();
      if (error instanceof StaleError) return new ResponseError(LSPErrorCodes.ContentModified, "the document changed");
      log.error(`${name}: ${describe(error)}`);
      return typeof fallback === "function" ? (fallback as () => R)() : fallback;
    }
  };
}

/** The fallback of what our own client asks. */
export function failed(): { readonly error: string } {
  return { error: l10n.t("Something went wrong; the language server's log says what.") };
}

/** Runs something that nobody waits for; a failure is logged. */
export async function guardTask(log: Log, name: string, task: () => void | Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    log.error(`${name}: ${describe(error)}`);
  }
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
