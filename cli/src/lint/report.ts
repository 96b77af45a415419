import type { Severity, Stage } from "../../../shared/src/rules/index.js";
import type { Position } from "../files/readBytes.js";

/** A fix as edits of the document's text; several edits belong together. */
export interface ReportedFix {
  readonly title: string;
  /** The one that is most likely meant. */
  readonly preferred: boolean;
  /** Applied by --fix. */
  readonly safe: boolean;
  /** The VM gets another CPU than libvirt gives it now, as the title says. */
  readonly changesCpu: boolean;
  readonly edits: readonly { readonly start: Position; readonly end: Position; readonly newText: string }[];
}

/** Something that was found in a file: what the editor shows there. */
export interface Reported {
  readonly rule: string;
  readonly stage: Stage | "configuration";
  readonly severity: Severity;
  readonly message: string;
  readonly start: Position;
  readonly end: Position;
  /** libvirt's own message, where it has one. */
  readonly libvirt?: string;
  readonly related: readonly { readonly message: string; readonly start: Position; readonly end: Position }[];
  /** None where the report does not show them. */
  readonly fixes: readonly ReportedFix[];
}

/** What --fix has done to a file. */
export interface Fixed {
  readonly rule: string;
  readonly title: string;
  /** Of the document as it was when this was fixed. */
  readonly line: number;
}

export interface FileReport {
  /** As it is shown. */
  readonly file: string;
  /** Undefined for standard input. */
  readonly path: string | undefined;
  readonly isTemplate?: true;
  /** Its documents are inside another language. */
  readonly isEmbedded?: true;
  readonly diagnostics: readonly Reported[];
  readonly fixed: readonly Fixed[];
  /** How many findings --fix would put right. */
  readonly fixable: number;
  /** Why it cannot be read or checked, or the fixes not be written; as a sentence. */
  readonly error?: string;
  /** It was checked, and the fixes could not be written. */
  readonly isUnfixed?: boolean;
}

export interface Summary {
  /** Documents that were checked; a file in another language counts as one. */
  readonly checked: number;
  /** Of these, templates of XML. */
  readonly templates: number;
  /** Of these, files in other languages; their documents may be templates, too. */
  readonly embedded: number;
  /** Files that were named and are not libvirt's, or that the configuration excludes. */
  readonly skipped: number;
  /** Files that cannot be read or checked. */
  readonly unreadable: number;
  /** Files whose fixes could not be written. */
  readonly unfixed: number;
  readonly errors: number;
  readonly warnings: number;
  readonly informations: number;
  readonly hints: number;
  readonly fixed: number;
  /** Findings that --fix would put right. */
  readonly fixable: number;
}

export interface LintReport {
  readonly files: readonly FileReport[];
  readonly summary: Summary;
  /** Whether the warnings alone are too many. */
  readonly tooManyWarnings: boolean;
}
