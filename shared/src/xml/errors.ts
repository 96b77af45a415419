import type { XmlError, XmlErrorCode } from "./tree.js";

/** More errors than this help nobody; the rest of a broken document is read without telling. */
export const maxErrors = 1000;

const MESSAGES: Readonly<Record<XmlErrorCode, string>> = {
  "unclosed-element": "This element has no end tag.",
  "unclosed-tag": "This tag has no '>'.",
  "unclosed-quote": "This value has no closing quote.",
  "unclosed-comment": "This comment has no '-->'.",
  "unclosed-cdata": "This section has no ']]>'.",
  "unclosed-pi": "This instruction has no '?>'.",
  "unclosed-doctype": "This document type has no '>'.",
  "stray-less-than": "A '<' must begin a tag; write '&lt;' for the character.",
  "stray-end-tag": "This end tag closes nothing.",
  "stray-ampersand": "An '&' must begin a reference; write '&amp;' for the character.",
  "mismatched-end-tag": "This end tag has another name than the element it closes.",
  "duplicate-attribute": "This attribute is there already.",
  "missing-quotes": "A value must stand in quotes.",
  "missing-equals": "There must be a '=' between the attribute and its value.",
  "missing-value": "This attribute has no value.",
  "missing-name": "This value has no attribute name.",
  "missing-space": "There must be a space before this attribute.",
  "illegal-character": "This character may not stand here.",
  "unknown-entity": "This reference means nothing in XML.",
  "unknown-markup": "This is neither a comment nor a section nor a tag.",
  doctype: "The document type is not read; libvirt needs none.",
  "second-root": "A document has one outermost element; this one is not read by libvirt.",
  "text-outside-root": "Text must stand inside the outermost element.",
};

/** Makes an error with the message of its code. */
export function xmlError(code: XmlErrorCode, start: number, end: number): XmlError {
  return { code, message: MESSAGES[code], start, end };
}
