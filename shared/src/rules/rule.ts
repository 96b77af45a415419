import type { Catalogue } from "../catalogue/catalogue.js";
import type { DomainView } from "../domain/index.js";
import type { CpuDefinition, CpuErrorCode } from "../engine/index.js";
import type { Assessment, Guest } from "../hosts/index.js";
import type { Range, XmlDocument } from "../xml/index.js";
import type { TextEdit } from "../xml/textEdit.js";

/** When libvirt shows it: at define, at start, at migration, with `--validate` only, or never; or it is our advice. */
export type Stage = "define" | "start" | "migrate" | "schema" | "silent" | "advice";
export type Severity = "error" | "warning" | "information" | "hint";
export type Tag = "unnecessary" | "deprecated";

export interface RuleContext {
  readonly document: XmlDocument;
  readonly view: DomainView;
  readonly catalogue: Catalogue;
  /** On which hosts of the target a VM starts; undefined without a target, and while it is being found out. */
  readonly assess?: (guest: Guest) => Assessment | undefined;
}

/** What a check is given: the context, and the definition that libvirt makes of the `<cpu>`, if there is one. */
export interface CheckContext extends RuleContext {
  readonly cpu: CpuDefinition | undefined;
}

/** Values for the placeholders of a rule's message; fixes read them too. */
export type FindingData = Readonly<Record<string, string>>;

/** One row of the rule table. What its page says stands in `data/docs/rules.json`: nobody needs it while typing. */
export interface Rule {
  /** Kebab case; the same in settings, documentation and diagnostics. */
  readonly id: string;
  readonly stage: Stage;
  readonly severity: Severity;
  /** One line with `{placeholders}`: what happens, and what to do. */
  readonly message: string;
  readonly tags?: readonly Tag[];
  /** The errors of libvirt's own parser that this rule speaks for. */
  readonly codes?: readonly CpuErrorCode[];
  /** Finds places that break this rule, or the rules beside it in the same file. */
  readonly check?: Check;
  readonly fix?: FixMaker;
  /** Which of its fixes fits depends on the rest: the first that brings no other error becomes the preferred one. */
  readonly vetted?: true;
  /** It speaks for a target: what it proposes has been tried on the target's hosts already. */
  readonly tried?: true;
}

/** What a check reports. */
export interface Report {
  readonly rule: string;
  readonly range: Range;
  readonly data?: FindingData;
  readonly severity?: Severity;
  /** Where this place shows at another stage than the rule's, as in releases that leave it to QEMU. */
  readonly stage?: Stage;
  readonly related?: readonly Related[];
  /** libvirt's own message, where it has one. */
  readonly libvirt?: string;
}

export interface Related extends Range {
  readonly message: string;
}

export interface Finding extends Range {
  readonly rule: string;
  readonly stage: Stage;
  readonly severity: Severity;
  readonly message: string;
  readonly data: FindingData;
  readonly libvirt?: string;
  readonly related: readonly Related[];
  readonly tags: readonly Tag[];
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The one that is most likely meant. */
  readonly preferred: boolean;
  /** Changes nothing but what libvirt refuses or drops: may be applied without looking. */
  readonly safe: boolean;
}

export type Check = (context: CheckContext) => Iterable<Report>;

/** What can be done about a finding, the most likely first. */
export type FixMaker = (finding: Finding, context: RuleContext) => Fix[];
