import type { Template } from "./template/template.js";
import type { Range } from "./textEdit.js";

export type { Range } from "./textEdit.js";

/** An attribute as typed; its range runs from the name to the closing quote (or to what there is of it). */
export interface XmlAttribute extends Range {
  /** Empty where a value stands without a name. */
  readonly name: string;
  readonly nameRange: Range;
  /** Decoded: references replaced, and white space made spaces, as XML asks. Empty when none was typed. */
  readonly value: string;
  /** Inside the quotes; undefined when no value was typed. */
  readonly valueRange: Range | undefined;
  readonly quote: '"' | "'" | undefined;
  /** Whether the value has both its quotes. */
  readonly closed: boolean;
}

/** `stray` is what belongs to nothing: a `<` without a name, an end tag without its element, unknown `<!…` markup. */
export type XmlTextKind = "text" | "cdata" | "comment" | "pi" | "doctype" | "stray";

/** Everything that is not an element. */
export interface XmlText extends Range {
  readonly kind: XmlTextKind;
  /** For text and CDATA what it says (decoded); for a comment what is inside; for the others the source as it is. */
  readonly text: string;
  /** Whether it has its end mark; always true for text. */
  readonly closed: boolean;
}

export type XmlNode = XmlElement | XmlText;

export interface XmlElement extends Range {
  readonly kind: "element";
  readonly name: string;
  readonly nameRange: Range;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
  /** The children that are elements. */
  readonly elements: readonly XmlElement[];
  /** The element's own text and CDATA, decoded, without its comments and its children's text. */
  readonly text: string;
  /** The text with that of its children: the element's value as libvirt reads it (xmlNodeGetContent). */
  readonly content: string;
  /** In a namespace by an `xmlns` of its own or further out; libvirt looks for elements without one. */
  readonly inNamespace: boolean;
  /** From `<` to `>`; a tag without `>` ends where its last line ends. */
  readonly startTag: Range;
  readonly startTagClosed: boolean;
  readonly endTag: Range | undefined;
  /** Written `<name/>`; the `>` may be missing, see startTagClosed. */
  readonly selfClosing: boolean;
  readonly parent: XmlElement | undefined;
}

export type XmlErrorCode =
  | "unclosed-element"
  | "unclosed-tag"
  | "unclosed-quote"
  | "unclosed-comment"
  | "comment-hyphens"
  | "late-declaration"
  | "unclosed-cdata"
  | "unclosed-pi"
  | "unclosed-doctype"
  | "stray-less-than"
  | "stray-end-tag"
  | "stray-ampersand"
  | "mismatched-end-tag"
  | "duplicate-attribute"
  | "missing-quotes"
  | "missing-equals"
  | "missing-value"
  | "missing-name"
  | "missing-space"
  | "illegal-character"
  | "unknown-entity"
  | "unknown-markup"
  | "doctype"
  | "second-root"
  | "text-outside-root"
  | "section-end"
  // Of documents that are read strictly only.
  | "no-root"
  | "refused-doctype"
  | "too-deep";

export interface XmlError extends Range {
  readonly code: XmlErrorCode;
}

export interface XmlDocument {
  readonly text: string;
  /** What is known of its placeholders; undefined for a text that has none. */
  readonly template: Template | undefined;
  /** The first element, if there is one. */
  readonly root: XmlElement | undefined;
  readonly children: readonly XmlNode[];
  /** In document order; at most `maxErrors` of them. `XML_ERRORS` has a sentence for each code. */
  readonly errors: readonly XmlError[];
}
