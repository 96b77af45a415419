import type { Connection, TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Catalogue, CatalogueOptions, IncludedMap } from "../../../shared/src/catalogue/index.js";
import { type Config, type ConfigProblem, commentProblem } from "../../../shared/src/config/index.js";
import { type DomainView, viewAt } from "../../../shared/src/domain/index.js";
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
import type { DocumentFixes, Finding, Fix, RuleDoc } from "../../../shared/src/rules/index.js";
import type { Client } from "../client.js";
import { type FeatureContext, makeContext } from "../context.js";
import { isEditable } from "../features/workspaceEdit.js";
import { runInSlices, StaleError } from "../guard.js";
import type { Assessor } from "../hosts/assessor.js";
import type { HostStore } from "../hosts/hostStore.js";
import { asEmbedded } from "./embedded.js";
import { makeOpenDocuments, type OpenDocument, type OpenDocuments } from "./openDocuments.js";

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

export interface DocumentContexts extends Pick<OpenDocuments, "open" | "openAll" | "isTooLarge"> {
  /** The context of a feature at a place; made synchronously, so that nothing changes before it is used. */
  contextAt(document: OpenDocument, offset: number): FeatureContext | undefined;
  /** Whether the configuration leaves a document alone: nothing is said about it unless somebody asks. */
  isExcluded(uri: string): Promise<boolean>;
  /** What is wrong with the comment in which a document names its target; a VM of a libvirt has its connection's. */
  targetProblem(document: TextDocument): ConfigProblem | undefined;
  /** On which hosts of its target a domain's CPU starts; undefined without a target, or without a CPU to start. */
  judged(document: OpenDocument, view: DomainView): JudgedTarget | undefined;
  /** What the rules find, once for each version and configuration; throws StaleError where the document changes. */
  checked(document: OpenDocument): Promise<Checked>;
  /** Does what takes long for one version in turns; throws StaleError if the document changes before the end. */
  runInSlices<T>(document: OpenDocument, steps: Generator<undefined, T>, isCancelled?: () => boolean): Promise<T>;
}

/** Makes what the handlers ask for documents. */
export function makeDocumentContexts(services: Services): DocumentContexts {
  const { isStale, ...opening } = makeOpenDocuments(services.documents, (uri, arch) =>
    catalogueFor(uri, arch, services),
  );
  const checks = new WeakMap<OpenDocument["analysis"], Check>();
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
    ...opening,
    contextAt: (open, offset) => {
      const { textDocument, tree, catalogue, analysis } = open;
      const { views } = analysis;
      const view = viewAt(views, offset);
      const target = services.hostStore.targetOf(textDocument.uri);
      const given = { document: tree, views, catalogue, target, assess: (guest: Guest) => assess(open, guest) };
      return view && makeContext(textDocument, services.client(), { ...given, view });
    },
    isExcluded: async (uri) => {
      await services.ready;
      return services.hostStore.isExcluded(uri);
    },
    targetProblem: (document) => {
      const config = services.hostStore.folderOf(document.uri)?.config;
      const isLive = services.hostStore.choiceOf(document.uri)?.because === "connection";
      return config === undefined || isLive ? undefined : commentProblem(document.getText(), config);
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
        return { findings, fixes: editableIn(textDocument, rules.documentFixes(context)) };
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

/** Of a part of another document only those fixes that leave the code around as it is. */
function editableIn(textDocument: TextDocument, fixes: DocumentFixes): DocumentFixes {
  if (asEmbedded(textDocument) === undefined) return fixes;
  const isWritable = (fix: Fix) => isEditable(fix.edits, textDocument);
  return {
    of: (finding) => fixes.of(finding).filter(isWritable),
    safe: (finding) => [fixes.safe(finding)].find((fix) => fix !== undefined && isWritable(fix)),
  };
}
