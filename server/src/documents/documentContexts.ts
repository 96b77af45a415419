import type { Connection, TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import {
  archOf,
  type Catalogue,
  type CatalogueOptions,
  type IncludedMap,
} from "../../../shared/src/catalogue/index.js";
import type { Config } from "../../../shared/src/config/index.js";
import { type DomainView, type ServedDocument, serveDocument, viewAt } from "../../../shared/src/domain/index.js";
import { contentKey } from "../../../shared/src/hosts/facts/hostReader.js";
import type { HostReader, References } from "../../../shared/src/hosts/facts/index.js";
import {
  type Assessment,
  type Guest,
  guestOf,
  type HostProblem,
  releaseInForce,
  runSync,
  type Target,
  withRefusals,
} from "../../../shared/src/hosts/index.js";
import type { Ladder } from "../../../shared/src/reports/index.js";
import type { DocumentFixes, Finding, RuleDoc } from "../../../shared/src/rules/index.js";
import type { XmlDocument } from "../../../shared/src/xml/index.js";
import type { Client } from "../client.js";
import { type FeatureContext, makeContext } from "../context.js";
import { runInSlices, StaleError } from "../guard.js";
import type { Assessor } from "../hosts/assessor.js";
import type { HostStore } from "../hosts/hostStore.js";

/** What the server shares between its handlers. */
export interface Services {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  /** Set when the client has connected. */
  readonly client: () => Client;
  readonly configOf: (uri: string) => Config;
  /** Resolves when the settings have been read for the first time. */
  readonly ready: Promise<void>;
  readonly releases: () => Promise<readonly IncludedMap[]>;
  readonly catalogue: (options: CatalogueOptions) => Promise<Catalogue>;
  /** What is known of the hosts that the workspace configures. */
  readonly hostStore: HostStore;
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
  /** Loaded with the first document: a server without one needs none. */
  readonly rules: typeof import("../../../shared/src/rules/index.js");
}

/** What was found in a version, and what can be done about it. */
export interface Checked {
  readonly findings: readonly Finding[];
  readonly fixes: DocumentFixes;
}

/** Documents as people write them are checked without a pause: each version is told of, whatever else there is to do. */
const AT_ONCE = 32_000;

/** A check, and what it is made with. */
interface Check {
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly target: Target | undefined;
  /** The hosts are still being looked at. */
  readonly isPending: () => boolean;
  readonly checked: Promise<Checked>;
}

export interface JudgedTarget {
  readonly target: Target;
  /** Undefined while it is being found out. */
  readonly assessment: Assessment | undefined;
}

export interface DocumentContexts {
  /** Undefined for what we do not serve; throws StaleError where the document changed while its catalogue was loaded. */
  open(uri: string): Promise<OpenDocument | undefined>;
  /** The context of a feature at a place; made synchronously, so that nothing changes before it is used. */
  contextAt(document: OpenDocument, offset: number): FeatureContext | undefined;
  /** On which hosts of its target a domain's CPU starts; undefined without a target, or without a CPU to start. */
  judged(document: OpenDocument, view: DomainView): JudgedTarget | undefined;
  /** What the rules find, once for each version and configuration; throws StaleError where the document changes. */
  checked(document: OpenDocument): Promise<Checked>;
  /** Does what takes long for one version in turns; throws StaleError if the document changes before the end. */
  runInSlices<T>(document: OpenDocument, steps: Generator<undefined, T>, isCancelled?: () => boolean): Promise<T>;
  analyse(document: TextDocument): Analysis;
}

/** Makes what the handlers ask for documents. */
export function makeDocumentContexts(services: Services): DocumentContexts {
  const analyse = makeAnalyses();
  const checks = new WeakMap<Analysis, Check>();
  let rules: OpenDocument["rules"] | undefined;
  const isStale = ({ textDocument, analysis }: OpenDocument) =>
    services.documents.get(textDocument.uri) !== textDocument || !isCurrent(analysis, textDocument);
  const forVersion: DocumentContexts["runInSlices"] = async (document, steps, isCancelled = () => false) => {
    const check = () => {
      if (isStale(document)) throw new StaleError();
      return isCancelled();
    };
    const result = await runInSlices(steps, check);
    check();
    return result;
  };
  const assess = ({ textDocument: { uri } }: OpenDocument, guest: Guest): Assessment | undefined => {
    const target = services.hostStore.targetOf(uri);
    return target && services.assessor.assessment(uri, guest, target);
  };
  const refusals = makeRefusals();
  return {
    analyse,
    open: async (uri) => {
      const textDocument = services.documents.get(uri);
      const analysis = textDocument && analyse(textDocument);
      if (textDocument === undefined || analysis?.tree === undefined) return undefined;
      const catalogue = await catalogueFor(uri, archOf(analysis.views[0]), services);
      rules ??= await import("../../../shared/src/rules/index.js");
      const document = { textDocument, tree: analysis.tree, analysis, catalogue, rules };
      if (isStale(document)) throw new StaleError();
      return document;
    },
    contextAt: (open, offset) => {
      const { textDocument, tree, catalogue, analysis } = open;
      const { views } = analysis;
      const view = viewAt(views, offset);
      const target = services.hostStore.targetOf(textDocument.uri);
      const given = { document: tree, views, catalogue, target, assess: (guest: Guest) => assess(open, guest) };
      return view && makeContext(textDocument, services.client(), { ...given, view });
    },
    judged: (document, view) => {
      const target = services.hostStore.targetOf(document.textDocument.uri);
      if (target === undefined || view.domain === undefined) return undefined;
      const guest = guestOf(view, document.catalogue.arch);
      const assessment = guest && assess(document, guest);
      return guest && { target, assessment: assessment && withRefusals(assessment, refusals(document, view)) };
    },
    runInSlices: forVersion,
    checked: (document) => {
      const { textDocument, tree, analysis, catalogue, rules } = document;
      const config = services.configOf(textDocument.uri);
      const target = services.hostStore.targetOf(textDocument.uri);
      const before = checks.get(analysis);
      const isSame = before?.config === config && before.catalogue === catalogue && before.target === target;
      if (before !== undefined && isSame && !before.isPending()) return before.checked;
      let isPending = false;
      const context = {
        ...{ document: tree, views: analysis.views, catalogue },
        assess: (guest: Guest) => {
          const assessment = assess(document, guest);
          isPending ||= assessment === undefined && target !== undefined;
          return assessment;
        },
      };
      const check = async (): Promise<Checked> => {
        const steps = rules.checkingDocument(context, config.rules);
        const findings = tree.text.length <= AT_ONCE ? runSync(steps) : await forVersion(document, steps);
        return { findings, fixes: rules.documentFixes(context) };
      };
      const checked = check().catch((error: unknown) => {
        // Asked again, it is tried again.
        checks.delete(analysis);
        throw error;
      });
      checks.set(analysis, { config, catalogue, target, isPending: () => isPending, checked });
      return checked;
    },
  };
}

/** What libvirt refuses at define, found once for each definition of a version. */
function makeRefusals(): (document: OpenDocument, view: DomainView) => readonly HostProblem[] {
  const known = new WeakMap<DomainView, { readonly catalogue: Catalogue; readonly problems: readonly HostProblem[] }>();
  return ({ tree, catalogue, rules, analysis: { views } }, view) => {
    const before = known.get(view);
    if (before?.catalogue === catalogue) return before.problems;
    const problems = rules.refusalsOf({ document: tree, views, view, catalogue });
    known.set(view, { catalogue, problems });
    return problems;
  };
}

/** The catalogue of the release that is in force for a document. */
export async function catalogueFor(uri: string, arch: string, services: Services): Promise<Catalogue> {
  await services.ready;
  const { asked } = releaseInForce(
    services.configOf(uri).libvirt,
    services.hostStore.targetOf(uri),
    await services.releases(),
  );
  return services.catalogue({ arch, ...asked });
}

/** What one version of a document is. */
interface Analysis extends ServedDocument {
  readonly version: number;
  /** Not every client counts: a version may come twice. */
  readonly text: string;
  /** A short key of the text. */
  readonly textKey: () => string;
}

/** Parses a document if it is one that we serve. */
function analyse(document: TextDocument): Analysis {
  const { version, languageId } = document;
  const text = document.getText();
  let key: string | undefined;
  const textKey = () => {
    key ??= contentKey(text);
    return key;
  };
  // JSON may hold what looks like an element.
  if (languageId === "json" || languageId === "jsonc")
    return { version, text, textKey, tree: undefined, views: [], tooLarge: false };
  return { version, text, textKey, ...serveDocument(text) };
}

/** Whether a document still is what was analysed. */
function isCurrent({ version, text }: Analysis, document: TextDocument): boolean {
  return document.version === version && document.getText() === text;
}

/** Remembers the analysis of each document's current version. */
function makeAnalyses(): (document: TextDocument) => Analysis {
  const known = new WeakMap<TextDocument, Analysis>();
  return (document) => {
    const before = known.get(document);
    if (before !== undefined && isCurrent(before, document)) return before;
    const analysis = analyse(document);
    known.set(document, analysis);
    return analysis;
  };
}
