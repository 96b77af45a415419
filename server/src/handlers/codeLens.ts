import { CodeLensRefreshRequest } from "vscode-languageserver";
import type { DocumentContexts, Services } from "../documents/documentContexts.js";
import { codeLenses } from "../features/codeLens.js";
import { guard, guardTask } from "../guard.js";

/**
 * Answers what stands over each `<cpu>`.
 *
 * @returns what has the client ask again
 */
export function handleCodeLens(services: Services, contexts: DocumentContexts): () => void {
  const { connection, client } = services;
  connection.onCodeLens(
    guard(connection.console, "code lens", [], async ({ textDocument }) => {
      const document = await contexts.open(textDocument.uri);
      if (document === undefined) return [];
      return codeLenses(document, (view) => contexts.judged(document, view), client().extension);
    }),
  );
  return () => {
    if (!client().refreshesLenses) return;
    guardTask(connection.console, "code lens", () => connection.sendRequest(CodeLensRefreshRequest.type));
  };
}
