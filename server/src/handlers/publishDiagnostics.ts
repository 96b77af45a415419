import type { Diagnostic } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { ConfigDocuments } from "../config/index.js";
import type { DocumentContexts, Services } from "../documents/documentContexts.js";
import { diagnostics, tooLargeDiagnostic } from "../features/diagnostics.js";
import { guardTask, StaleError } from "../guard.js";

/** Longer documents are checked when nothing more has come in: keys that pile up during one check share the next. */
const IMMEDIATE_LENGTH = 256 * 1024;
const PAUSE = 2;

/**
 * Checks documents when they are opened or changed, and clears what was found when they are closed.
 *
 * @returns what checks open documents again: all, or one by its URI
 */
export function publishDiagnostics(
  services: Services,
  contexts: DocumentContexts,
  configs: ConfigDocuments,
): { readonly checkAll: () => void; readonly check: (uri: string) => void } {
  const { connection, documents } = services;
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  const check = (document: TextDocument) => {
    waiting.delete(document.uri);
    guardTask(connection.console, "diagnostics", () =>
      publish(document, services, () =>
        configs.serves(document.uri) ? configs.diagnostics(document) : diagnosticsOf(document, contexts),
      ),
    );
  };
  documents.onDidChangeContent(({ document }) =>
    guardTask(connection.console, "change", () => {
      clearTimeout(waiting.get(document.uri));
      if (document.getText().length <= IMMEDIATE_LENGTH) check(document);
      else waiting.set(document.uri, setTimeout(check, PAUSE, document));
    }),
  );
  documents.onDidClose(({ document }) => {
    clearTimeout(waiting.get(document.uri));
    waiting.delete(document.uri);
    services.assessor.forget(document.uri);
    connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  return {
    checkAll: () => documents.all().forEach(check),
    check: (uri) => {
      const document = documents.get(uri);
      if (document !== undefined) check(document);
    },
  };
}

async function diagnosticsOf(document: TextDocument, contexts: DocumentContexts): Promise<Diagnostic[]> {
  if (contexts.analyse(document).tooLarge) return [tooLargeDiagnostic()];
  const open = await contexts.open(document.uri);
  return open === undefined ? [] : diagnostics(open.textDocument, contexts.findings(open));
}

async function publish(document: TextDocument, services: Services, find: () => Promise<Diagnostic[]>): Promise<void> {
  const { uri, version } = document;
  try {
    const found = await find();
    if (services.documents.get(uri) === document) {
      await services.connection.sendDiagnostics({ uri, version, diagnostics: found });
    }
  } catch (error) {
    // A newer version is on its way, with a check of its own.
    if (!(error instanceof StaleError)) throw error;
  }
}
