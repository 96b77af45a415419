import type {
  CodeAction,
  CodeActionParams,
  CompletionItem,
  CompletionList,
  CompletionParams,
  TextDocumentPositionParams,
} from "vscode-languageserver";
import { describe } from "../../../shared/src/describe/index.js";
import { elementAt } from "../../../shared/src/xml/index.js";
import { markup } from "../client.js";
import type { ConfigDocuments } from "../config/configDocuments.js";
import type { FeatureContext } from "../context.js";
import type { DocumentContexts, Services } from "../documents/documentContexts.js";
import type { ItemData } from "../features/completion/candidate.js";
import { completion } from "../features/completion.js";
import { cpuOf, hover } from "../features/hover.js";
import { symbols } from "../features/symbols.js";
import { guard, StaleError } from "../guard.js";
import type { CodeActions } from "./codeActionRequests.js";

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
      const documents = await contexts.openAll(textDocument.uri);
      return documents.flatMap(({ textDocument: part, analysis, catalogue }) =>
        symbols(part, analysis.views, catalogue.grammar),
      );
    }),
  );
  // What they are made with is loaded when the first menu is asked for.
  let actions: CodeActions | undefined;
  const actionsFor = async (uri: string): Promise<CodeActions> => {
    if (actions !== undefined) return actions;
    const document = services.documents.get(uri);
    const text = document?.getText();
    const loaded = (await import("./codeActionRequests.js")).makeCodeActions(contexts, services.client);
    actions ??= loaded;
    // Changed or closed while the first menu waited.
    if (services.documents.get(uri) !== document || document?.getText() !== text) throw new StaleError();
    return actions;
  };
  connection.onCodeAction(
    guard<CodeActionParams, CodeAction[]>(log, "code actions", [], async (params, token) =>
      configs.serves(params.textDocument.uri)
        ? configs.codeActions(params)
        : (await actionsFor(params.textDocument.uri)).list(params, () => token.isCancellationRequested),
    ),
  );
  connection.onCodeActionResolve((item, token) =>
    guard(log, "code action resolve", item, async (action: CodeAction) => (await actionsFor("")).resolve(action))(
      item,
      token,
    ),
  );
}

async function atPosition<R>(
  contexts: DocumentContexts,
  { textDocument, position }: TextDocumentPositionParams,
  none: R,
  feature: (context: FeatureContext, offset: number) => R,
): Promise<R> {
  const document = await contexts.open(textDocument.uri, position);
  const offset = document?.textDocument.offsetAt(position);
  if (document === undefined || offset === undefined) return none;
  const context = contexts.contextAt(document, offset);
  return context === undefined ? none : feature(context, offset);
}

/** Adds the explanation; the document may have gone on since, that does no harm. */
async function resolve(contexts: DocumentContexts, item: CompletionItem): Promise<CompletionItem> {
  const data = item.data as ItemData | undefined;
  const document = data && (await contexts.open(data.uri, data.position));
  const offset = data && document?.textDocument.offsetAt(data.position);
  const context = document && offset !== undefined ? contexts.contextAt(document, offset) : undefined;
  if (context === undefined || data === undefined || offset === undefined) return item;
  const cpu = cpuOf(elementAt(context.document, offset), context);
  const value = describe(data.subject, context, cpu);
  return value === undefined ? item : { ...item, documentation: markup(value, context.client) };
}
