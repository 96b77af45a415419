import type {
  CompletionItem,
  CompletionList,
  CompletionParams,
  TextDocumentPositionParams,
} from "vscode-languageserver";
import { describe } from "../../../shared/src/describe/index.js";
import { elementAt } from "../../../shared/src/xml/index.js";
import type { ConfigDocuments } from "../config/index.js";
import type { FeatureContext } from "../context.js";
import type { DocumentContexts, Services } from "../documents/documentContexts.js";
import { codeActions } from "../features/codeActions.js";
import type { ItemData } from "../features/completion/offer.js";
import { completion } from "../features/completion.js";
import { hover } from "../features/hover.js";
import { cpuOf } from "../features/subjectAt.js";
import { symbols } from "../features/symbols.js";
import { guard } from "../guard.js";
import { markup } from "../plainText.js";

/** Answers the protocol's requests about documents. */
export function handleLanguageFeatures(services: Services, contexts: DocumentContexts, configs: ConfigDocuments): void {
  const { connection } = services;
  const log = connection.console;
  connection.onHover(
    guard(log, "hover", null, (params) =>
      configs.serves(params.textDocument.uri) ? configs.hover(params) : atPosition(contexts, params, null, hover),
    ),
  );
  connection.onCompletion(
    guard<CompletionParams, CompletionList | null>(log, "completion", null, (params) =>
      configs.serves(params.textDocument.uri)
        ? configs.completion(params)
        : atPosition(contexts, params, null, (context, offset) =>
            completion(context, offset, params.context?.triggerCharacter),
          ),
    ),
  );
  connection.onCompletionResolve((item, token) =>
    guard(log, "completion resolve", item, (one: CompletionItem) => resolve(contexts, one))(item, token),
  );
  connection.onDocumentSymbol(
    guard(log, "symbols", [], async ({ textDocument }) => {
      const document = await contexts.open(textDocument.uri);
      return document === undefined ? [] : symbols(document.textDocument, document.analysis.views);
    }),
  );
  connection.onCodeAction(
    guard(log, "code actions", [], async (params) => {
      const { textDocument, range, context: asked } = params;
      if (configs.serves(textDocument.uri)) return configs.codeActions(params);
      const document = await contexts.open(textDocument.uri);
      if (document === undefined) return [];
      const start = document.textDocument.offsetAt(range.start);
      const context = contexts.contextAt(document, start);
      if (context === undefined) return [];
      const { views } = document.analysis;
      const offsets = { start, end: document.textDocument.offsetAt(range.end) };
      return codeActions(context, {
        range: offsets,
        findings: contexts.findings(document),
        views,
        diagnostics: asked.diagnostics,
        only: asked.only,
      });
    }),
  );
}

async function atPosition<R>(
  contexts: DocumentContexts,
  { textDocument, position }: TextDocumentPositionParams,
  none: R,
  feature: (context: FeatureContext, offset: number) => R,
): Promise<R> {
  const document = await contexts.open(textDocument.uri);
  const offset = document?.textDocument.offsetAt(position);
  if (document === undefined || offset === undefined) return none;
  const context = contexts.contextAt(document, offset);
  return context === undefined ? none : feature(context, offset);
}

/** Adds the explanation; the document may have gone on since, that does no harm. */
async function resolve(contexts: DocumentContexts, item: CompletionItem): Promise<CompletionItem> {
  const data = item.data as ItemData | undefined;
  const document = data && (await contexts.open(data.uri));
  const context = document && contexts.contextAt(document, data.offset);
  if (context === undefined || data === undefined) return item;
  const cpu = cpuOf(elementAt(context.document, data.offset), context);
  const value = describe(data.subject, context, cpu);
  return value === undefined ? item : { ...item, documentation: markup(value, context.client) };
}
