import * as l10n from "@vscode/l10n";
import type { XmlError, XmlErrorCode } from "./tree.js";

/** More errors than this help nobody; the rest of a broken document is read without telling. */
export const maxErrors = 1000;

const MESSAGES: Readonly<Record<XmlErrorCode, () => string>> = {
  "unclosed-element": () => l10n.t("This element has no end tag."),
  "unclosed-tag": () => l10n.t("This tag has no '>'."),
  "unclosed-quote": () => l10n.t("This value has no closing quote."),
  "unclosed-comment": () => l10n.t("This comment has no '-->'."),
  "unclosed-cdata": () => l10n.t("This section has no ']]>'."),
  "unclosed-pi": () => l10n.t("This instruction has no '?>'."),
  "unclosed-doctype": () => l10n.t("This document type has no '>'."),
  "stray-less-than": () => l10n.t("A '<' must begin a tag; write '&lt;' for the character."),
  "stray-end-tag": () => l10n.t("This end tag closes nothing."),
  "stray-ampersand": () => l10n.t("An '&' must begin a reference; write '&amp;' for the character."),
  "mismatched-end-tag": () => l10n.t("This end tag has another name than the element it closes."),
  "duplicate-attribute": () => l10n.t("This attribute is there already."),
  "missing-quotes": () => l10n.t("A value must stand in quotes."),
  "missing-equals": () => l10n.t("There must be a '=' between the attribute and its value."),
  "missing-value": () => l10n.t("This attribute has no value."),
  "missing-name": () => l10n.t("This value has no attribute name."),
  "missing-space": () => l10n.t("There must be a space before this attribute."),
  "illegal-character": () => l10n.t("This character may not stand here."),
  "unknown-entity": () => l10n.t("This reference means nothing in XML."),
  "unknown-markup": () => l10n.t("This is neither a comment nor a section nor a tag."),
  doctype: () => l10n.t("The document type is not read; libvirt needs none."),
  "second-root": () => l10n.t("A document has one outermost element; this one is not read by libvirt."),
  "text-outside-root": () => l10n.t("Text must stand inside the outermost element."),
};

/** Makes an error with the message of its code. */
export function xmlError(code: XmlErrorCode, start: number, end: number): XmlError {
  return { code, message: MESSAGES[code](), start, end };
}
