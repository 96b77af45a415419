import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type CompletionList,
  type Diagnostic,
  type Hover,
  type TextDocumentPositionParams,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Services } from "../documents/documentContexts.js";
import { wantsKind } from "../features/codeActionKinds.js";
import { StaleError } from "../guard.js";
import { configFile } from "../settings.js";
import type { ConfigFacts } from "./configDiagnostics.js";

type ConfigFeatures = typeof import("./configFeatures.js");

/** Language features of the documents that are configurations; others are none of its business. */
export interface ConfigDocuments {
  serves(uri: string): boolean;
  diagnostics(document: TextDocument): Promise<Diagnostic[]>;
  hover(params: TextDocumentPositionParams): Promise<Hover | null>;
  completion(params: TextDocumentPositionParams): Promise<CompletionList>;
  codeActions(params: CodeActionParams): Promise<CodeAction[]>;
}

export function makeConfigDocuments(services: Services, now: () => number = Date.now): ConfigDocuments {
  const { client, documents } = services;
  const factsFor = async (uri: string): Promise<ConfigFacts> => {
    await services.ready;
    const [references, maps, ruleDocs] = await Promise.all([
      services.references.list(),
      services.releases(),
      services.ruleDocs(),
    ]);
    const hostStore = services.hostStore.folders().find(({ folder }) => `${folder}/${configFile}` === uri);
    return { references, maps, ruleDocs, hostStore };
  };
  /** The answer for the text as it is, with what is known by then. */
  const inDocument = async <R>(
    uri: string,
    none: R,
    answer: (features: ConfigFeatures, document: TextDocument, facts: ConfigFacts) => R,
  ) => {
    const document = documents.get(uri);
    const text = document?.getText();
    if (document === undefined) return none;
    const [features, facts] = await Promise.all([import("./configFeatures.js"), factsFor(uri)]);
    if (documents.get(uri) !== document || document.getText() !== text) throw new StaleError();
    return answer(features, document, facts);
  };
  return {
    serves: isConfigDocument,
    diagnostics: ({ uri }) =>
      inDocument<Diagnostic[]>(uri, [], ({ configDiagnostics }, document, facts) =>
        configDiagnostics(document, facts, client().checksSchema),
      ),
    hover: ({ textDocument: { uri }, position }) =>
      inDocument<Hover | null>(uri, null, ({ configHover }, document, facts) =>
        configHover(document, position, facts, now(), services.client()),
      ),
    completion: ({ textDocument: { uri }, position }) =>
      inDocument<CompletionList>(uri, { isIncomplete: false, items: [] }, ({ configCompletion }, document, facts) => ({
        isIncomplete: false,
        items: configCompletion(document, position, facts),
      })),
    codeActions: ({ textDocument: { uri }, range, context: { diagnostics, only } }) =>
      inDocument<CodeAction[]>(uri, [], ({ configActions }, textDocument, facts) => {
        if (!wantsKind(only, CodeActionKind.QuickFix)) return [];
        const offsets = { start: textDocument.offsetAt(range.start), end: textDocument.offsetAt(range.end) };
        return configActions({ textDocument, client: client(), range: offsets, diagnostics, facts });
      }),
  };
}

/** Is a document a folder's configuration? */
function isConfigDocument(uri: string): boolean {
  return uri.slice(uri.lastIndexOf("/") + 1) === configFile;
}
