import type { Connection, TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { archOf, type Catalogue, type CatalogueOptions, pickRelease } from "../../../shared/src/catalogue/index.js";
import type { Config } from "../../../shared/src/config/index.js";
import type { DomainView } from "../../../shared/src/domain/index.js";
import { readCpu } from "../../../shared/src/engine/index.js";
import type { HostReader, References } from "../../../shared/src/hosts/facts/index.js";
import { type Assessment, type Guest, guestOf, type Target } from "../../../shared/src/hosts/index.js";
import type { Ladder } from "../../../shared/src/hosts/report/index.js";
import { checkDocument, type Finding, type RuleDoc, viewAt } from "../../../shared/src/rules/index.js";
import type { XmlDocument } from "../../../shared/src/xml/index.js";
import type { Client } from "../client.js";
import { type FeatureContext, makeContext } from "../context.js";
import { StaleError } from "../guard.js";
import type { Assessor } from "../hosts/assessor.js";
import type { HostBook } from "../hosts/hostBook.js";
import type { Parts } from "../parts.js";
import { type Analysis, isCurrent, makeAnalyses } from "./analysis.js";

/** What the server shares between its handlers. */
export interface Services {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly parts: Parts;
  /** Set when the client has connected. */
  readonly client: () => Client;
  readonly configOf: (uri: string) => Config;
  /** Resolves when the settings have been read for the first time. */
  readonly ready: Promise<void>;
  readonly releases: () => Promise<readonly string[]>;
  readonly catalogue: (options: CatalogueOptions) => Promise<Catalogue>;
  /** What is known of the hosts that the workspace configures. */
  readonly book: HostBook;
  readonly assessor: Assessor;
  readonly hostReader: HostReader;
  readonly references: References;
  /** The generations of each vendor, lowest first. */
  readonly ladders: () => Promise<readonly Ladder[]>;
  /** What the rules' pages say, by rule id. */
  readonly ruleDocs: () => Promise<ReadonlyMap<string, RuleDoc>>;
  /** Whether a folder has a configuration of its own. */
  readonly hasConfigFile: (folder: string) => boolean;
}

/** One version of a document that we serve, ready for features. */
export interface OpenDocument {
  readonly textDocument: TextDocument;
  readonly tree: XmlDocument;
  readonly analysis: Analysis;
  readonly catalogue: Catalogue;
}

/** What was found in a version, and what it was found with. */
interface Checked {
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly target: Target | undefined;
  /** The hosts are still being looked at. */
  readonly isPending: boolean;
  readonly findings: Finding[];
}

export interface Judged {
  readonly target: Target;
  /** Undefined while it is being found out. */
  readonly assessment: Assessment | undefined;
}

export interface DocumentContexts {
  /** Undefined for what we do not serve; throws StaleError where the document changed while its catalogue was loaded. */
  open(uri: string): Promise<OpenDocument | undefined>;
  /** The context of a feature at a place; made synchronously, so that nothing changes meanwhile. */
  contextAt(document: OpenDocument, offset: number): FeatureContext | undefined;
  /** On which hosts of its target a domain's CPU starts; undefined without a target, or without a CPU to start. */
  judged(document: OpenDocument, view: DomainView): Judged | undefined;
  /** What the rules find, once for each version and configuration. */
  findings(document: OpenDocument): readonly Finding[];
  analyse(document: TextDocument): Analysis;
}

/** Makes what the handlers ask for documents. */
export function makeDocumentContexts(services: Services): DocumentContexts {
  const analyse = makeAnalyses();
  const found = new WeakMap<Analysis, Checked>();
  const assess = ({ textDocument: { uri } }: OpenDocument, guest: Guest): Assessment | undefined => {
    const target = services.book.targetOf(uri);
    return target && services.assessor.assessment(uri, guest, target);
  };
  return {
    analyse,
    open: async (uri) => {
      const textDocument = services.documents.get(uri);
      const analysis = textDocument && analyse(textDocument);
      if (textDocument === undefined || analysis?.tree === undefined) return undefined;
      const catalogue = await catalogueFor(uri, archOf(analysis.views[0]), services);
      if (services.documents.get(uri) !== textDocument || !isCurrent(analysis, textDocument)) throw new StaleError();
      return { textDocument, tree: analysis.tree, analysis, catalogue };
    },
    contextAt: (open, offset) => {
      const { textDocument, tree, catalogue, analysis } = open;
      const view = analysis.views.length > 1 ? viewAt({ document: tree }, offset) : analysis.views[0];
      const target = services.book.targetOf(textDocument.uri);
      const given = { document: tree, catalogue, target, assess: (guest: Guest) => assess(open, guest) };
      return view && makeContext(textDocument, services.client(), { ...given, view });
    },
    judged: (document, view) => {
      const target = services.book.targetOf(document.textDocument.uri);
      if (target === undefined || view.domain === undefined || view.cpu === undefined) return undefined;
      const cpu = readCpu(view.cpu.element, { type: "guest" }, () => {});
      const guest = guestOf(view, cpu, document.catalogue.arch);
      return guest && { target, assessment: assess(document, guest) };
    },
    findings: (document) => {
      const { textDocument, tree, analysis, catalogue } = document;
      const config = services.configOf(textDocument.uri);
      const target = services.book.targetOf(textDocument.uri);
      const before = found.get(analysis);
      const isSame = before?.config === config && before.catalogue === catalogue && before.target === target;
      if (before !== undefined && isSame && !before.isPending) return before.findings;
      let isPending = false;
      const findings = checkDocument(
        {
          document: tree,
          catalogue,
          assess: (guest) => {
            const assessment = assess(document, guest);
            isPending ||= assessment === undefined && target !== undefined;
            return assessment;
          },
        },
        config.rules,
      );
      found.set(analysis, { config, catalogue, target, isPending, findings });
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
