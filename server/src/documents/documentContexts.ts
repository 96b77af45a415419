import type { Connection, TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { archOf, type Catalogue, type CatalogueOptions, pickRelease } from "../../../shared/src/catalogue/index.js";
import type { Config } from "../../../shared/src/config/index.js";
import { checkDocument, type Finding, viewAt } from "../../../shared/src/rules/index.js";
import type { XmlDocument } from "../../../shared/src/xml/index.js";
import type { Client } from "../client.js";
import { type FeatureContext, makeContext } from "../context.js";
import { StaleError } from "../guard.js";
import { type Analysis, makeAnalyses } from "./analysis.js";

/** What the server shares between its handlers. */
export interface Services {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  /** Set when the client has connected. */
  readonly client: () => Client;
  readonly configOf: (uri: string) => Config;
  /** Resolves when the settings have been read for the first time. */
  readonly ready: Promise<void>;
  readonly releases: () => Promise<readonly string[]>;
  readonly catalogue: (options: CatalogueOptions) => Promise<Catalogue>;
}

/** One version of a document that we serve, ready for features. */
export interface OpenDocument {
  readonly textDocument: TextDocument;
  readonly tree: XmlDocument;
  readonly analysis: Analysis;
  readonly catalogue: Catalogue;
}

export interface DocumentContexts {
  /** Undefined for what we do not serve; throws StaleError where the document changed while its catalogue was loaded. */
  open(uri: string): Promise<OpenDocument | undefined>;
  /** The context of a feature at a place; made synchronously, so that nothing changes meanwhile. */
  contextAt(document: OpenDocument, offset: number): FeatureContext | undefined;
  /** What the rules find, once for each version and configuration. */
  findings(document: OpenDocument): readonly Finding[];
  analyse(document: TextDocument): Analysis;
}

/** Makes what the handlers ask for documents. */
export function makeDocumentContexts(services: Services): DocumentContexts {
  const analyse = makeAnalyses();
  const found = new WeakMap<
    Analysis,
    { readonly config: Config; readonly catalogue: Catalogue; readonly findings: Finding[] }
  >();
  return {
    analyse,
    open: async (uri) => {
      const textDocument = services.documents.get(uri);
      const analysis = textDocument && analyse(textDocument);
      if (textDocument === undefined || analysis?.tree === undefined) return undefined;
      const catalogue = await catalogueFor(uri, archOf(analysis.views[0]), services);
      if (services.documents.get(uri) !== textDocument || textDocument.version !== analysis.version)
        throw new StaleError();
      return { textDocument, tree: analysis.tree, analysis, catalogue };
    },
    contextAt: ({ textDocument, tree, catalogue, analysis }, offset) => {
      const view = analysis.views.length > 1 ? viewAt({ document: tree }, offset) : analysis.views[0];
      return view && makeContext(textDocument, services.client(), { document: tree, view, catalogue });
    },
    findings: ({ textDocument, tree, analysis, catalogue }) => {
      const config = services.configOf(textDocument.uri);
      const before = found.get(analysis);
      if (before?.config === config && before.catalogue === catalogue) return before.findings;
      const findings = checkDocument({ document: tree, catalogue }, config.rules);
      found.set(analysis, { config, catalogue, findings });
      return findings;
    },
  };
}

/** The catalogue that a document's configuration asks for. */
export async function catalogueFor(uri: string, arch: string, services: Services): Promise<Catalogue> {
  await services.ready;
  const release = pickRelease(services.configOf(uri).libvirt, await services.releases());
  return services.catalogue({ arch, release });
}
