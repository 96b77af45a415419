import * as l10n from "@vscode/l10n";
import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";

/** How long a turn takes, in milliseconds; between two, whatever has come in is answered. */
const TURN = 8;

/** Thrown where a question was taken back while its answer was made. */
class CancelledError extends Error {}

/**
 * Does long work in turns, so that the server answers typing between them.
 *
 * @param isCancelled asked between two turns
 * @param pause milliseconds between two turns, for what nobody waits for
 * @throws TakenBackError when the question was taken back
 */
export async function runInSlices<T>(
  steps: Generator<undefined, T>,
  isCancelled: () => boolean = () => false,
  now: () => number = () => performance.now(),
  pause = 0,
): Promise<T> {
  for (let end = now() + TURN; ; ) {
    const step = steps.next();
    if (step.done) return step.value;
    if (now() < end) continue;
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (isCancelled()) throw new CancelledError();
    end = now() + TURN;
  }
}

/** Where failures are written to. */
export interface Log {
  error(message: string): void;
}

/** Thrown where the document has changed while an answer was made. */
export class StaleError extends Error {}

export type Handler<P, R> = (params: P, token: CancellationToken) => R | Promise<R>;

/**
 * Wraps a request's handler: a failure is logged and answered by the fallback, so that the server stays up; a request
 * that was cancelled, or whose document changed since it was asked, is answered as the protocol wants.
 */
export function guard<P, R>(log: Log, name: string, fallback: R | (() => R), handler: Handler<P, R>) {
  return async (params: P, token: CancellationToken): Promise<R | ResponseError<void>> => {
    if (token.isCancellationRequested) return cancelled();
    try {
      const answer = await handler(params, token);
      return token.isCancellationRequested ? cancelled() : answer;
    } catch (error) {
      if (error instanceof CancelledError) return cancelled();
      if (error instanceof StaleError) return new ResponseError(LSPErrorCodes.ContentModified, "the document changed");
      log.error(`${name}: ${describe(error)}`);
      return typeof fallback === "function" ? (fallback as () => R)() : fallback;
    }
  };
}

/** The fallback of what our own client asks. */
export function failed(): { readonly error: string } {
  return { error: l10n.t("An error occurred. See the language server's log.") };
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
