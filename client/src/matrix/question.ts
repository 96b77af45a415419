import * as vscode from "vscode";
import type { MatrixAnswer, MatrixRequest } from "../../../shared/src/messages.js";
import type { MatrixServer, MatrixSubject } from "./panel.js";

/** Asks the language server; only the last question is answered. */
export interface Question {
  /** @returns undefined where it was asked again meanwhile, or the document has changed: then it will be */
  ask(subject: MatrixSubject): Promise<MatrixAnswer | undefined>;
  cancel(): void;
}

/** The protocol's codes for answers that nobody waits for: RequestCancelled, ContentModified. */
const TAKEN_BACK: readonly unknown[] = [-32800, -32801];

export function createQuestion(server: MatrixServer): Question {
  let running = new vscode.CancellationTokenSource();
  const cancel = (): void => {
    running.cancel();
    running.dispose();
  };
  return {
    ask: async (subject) => {
      cancel();
      running = new vscode.CancellationTokenSource();
      const { token } = running;
      const answer = await answerTo(requestFor(subject), server, token);
      return token.isCancellationRequested ? undefined : answer;
    },
    cancel,
  };
}

async function answerTo(
  request: MatrixRequest,
  server: MatrixServer,
  token: vscode.CancellationToken,
): Promise<MatrixAnswer | undefined> {
  try {
    return await server.matrix(request, token);
  } catch (error) {
    if (error instanceof Error && "code" in error && TAKEN_BACK.includes(error.code)) return undefined;
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function requestFor({ hosts, document, position }: MatrixSubject): MatrixRequest {
  if (document === undefined || document.isClosed) return { hosts };
  const { version, uri } = document;
  const place = position === undefined ? {} : { position: { line: position.line, character: position.character } };
  return { hosts, document: { uri: uri.toString(), version, ...place } };
}
