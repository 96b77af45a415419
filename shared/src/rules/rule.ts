import type { Catalogue } from "../catalogue/catalogue.js";
import type { DomainView } from "../domain/index.js";
import type { CpuDefinition, CpuErrorCode, CpuProblem } from "../engine/index.js";
import type { Assessment, Guest } from "../hosts/index.js";
import type { Range, TextEdit, XmlAttribute, XmlDocument, XmlElement } from "../xml/index.js";

/** When libvirt shows it: at define, at start, at migration, with `--validate` only, or never; or it is our advice. */
export type Stage = "define" | "start" | "migrate" | "schema" | "silent" | "advice";
export type Severity = "error" | "warning" | "information" | "hint";
export type Tag = "unnecessary" | "deprecated";

export interface RuleContext {
  readonly document: XmlDocument;
  readonly view: DomainView;
  /** All views of the document; they are read again where they are not given. */
  readonly views?: readonly DomainView[];
  readonly catalogue: Catalogue;
  /** On which hosts of the target a VM starts; undefined without a target, and while it is being found out. */
  readonly assess?: (guest: Guest) => Assessment | undefined;
}

/** What a check is given: the context, and the definition that libvirt makes of the `<cpu>`, if there is one. */
export interface CheckContext extends RuleContext {
  readonly views: readonly DomainView[];
  readonly cpu: CpuDefinition | undefined;
  /** The text that fixes edit. Of a template `document` is one of its variants, with blanks in place of branches. */
  readonly text: string;
}

/** Values for the placeholders of a rule's message. */
export type FindingData = Readonly<Record<string, string>>;

/**
 * What a finding's reason lies in; what is known of it in a template decides whether it is said there.
 * - `text`: the text at its place, and that of the tag around it
 * - `arch`: that, and the VM's architecture
 * - `mode`: that, and the CPU's mode
 * - `cpu`: the whole `<cpu>`, and the VM's architecture
 * - `syntax`: the tags of the document
 * - `marks`: the placeholders themselves
 */
export type Reason = "text" | "arch" | "mode" | "cpu" | "syntax" | "marks";

/** One row of the rule table. What its page says is in `data/docs/rules.json`: nobody needs it while typing. */
export interface Rule {
  /** Kebab case; the same in settings, documentation and diagnostics. */
  readonly id: string;
  readonly stage: Stage;
  readonly severity: Severity;
  /** One line with `{placeholders}`: what happens, and what to do. */
  readonly message: string;
  readonly tags?: readonly Tag[];
  /** Undefined where the reason may lie anywhere in the document. */
  readonly reason?: Reason;
  /** The errors of libvirt's own parser that this rule speaks for. */
  readonly codes?: readonly CpuErrorCode[];
  /** What can be done about one of them, the most likely first. */
  readonly fixesOf?: (refused: Refused, context: CheckContext) => readonly Fix[];
  /** Finds places that break this rule, or the rules beside it in the same file. */
  readonly check?: Check;
  /** Which of its fixes fits depends on the rest: the first that brings no other error becomes the preferred one. */
  readonly vetted?: true;
  /** It speaks for a target: what it proposes has been tried on the target's hosts already. */
  readonly tried?: true;
  /** It speaks of the CPU that the guest sees, and has nothing to say where a `-cpu` of the definition overrides that. */
  readonly aboutGuest?: true;
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
  readonly fixes?: MakeFixes;
}

/**
 * What can be done about a report, the most likely first. It is called when somebody asks for it, which nobody may ever
 * do, and is given what the check was given, so that what makes reports need not hand that on.
 */
export type MakeFixes = (context: CheckContext) => readonly Fix[];

/** A place that libvirt's own parser refused. */
export interface Refused {
  readonly error: CpuProblem;
  readonly element: XmlElement;
  /** The one that the error is about, where it is there. */
  readonly attribute: XmlAttribute | undefined;
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
  /** Makes the fixes of the report at each call. `DocumentFixes` calls it once, keeps the fixes and tries them. */
  readonly fixes: () => readonly Fix[];
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The one that is most likely meant. */
  readonly preferred: boolean;
  /** Nothing else can be meant, and it changes only what libvirt refuses or drops: may be applied without looking. */
  readonly safe: boolean;
  /** The VM gets another CPU than libvirt gives it now, or another one is checked; the title says which. */
  readonly changesCpu: boolean;
}

export type Check = (context: CheckContext) => Iterable<Report>;
