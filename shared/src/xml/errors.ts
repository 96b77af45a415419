import type { XmlErrorCode } from "./tree.js";

/** More errors than this help nobody; the rest of a broken document is read without telling. */
export const maxErrors = 1000;

/** What each error says; whoever speaks another language looks it up. */
export const XML_ERRORS: Readonly<Record<XmlErrorCode, string>> = {
  "unclosed-element": "This element has no end tag.",
  "unclosed-tag": "This tag has no '>'.",
  "unclosed-quote": "This value has no closing quote.",
  "unclosed-comment": "This comment has no '-->'.",
  "comment-hyphens": "A comment must not contain '--'.",
  "late-declaration": "The XML declaration must be at the start of the document.",
  "unclosed-cdata": "This section has no ']]>'.",
  "unclosed-pi": "This instruction has no '?>'.",
  "unclosed-doctype": "This document type has no '>'.",
  "stray-less-than": "A '<' must start a tag. Use '&lt;' for the character.",
  "stray-end-tag": "This end tag has no start tag.",
  "stray-ampersand": "An '&' must start a reference. Use '&amp;' for the character.",
  "mismatched-end-tag": "The name of this end tag differs from its start tag.",
  "duplicate-attribute": "This attribute already exists.",
  "missing-quotes": "A value must be in quotes.",
  "missing-equals": "There must be a '=' between the attribute and its value.",
  "missing-value": "This attribute has no value.",
  "missing-name": "This value has no attribute name.",
  "missing-space": "There must be a space before this attribute.",
  "illegal-character": "This character is not allowed here.",
  "unknown-entity": "Unknown reference in XML.",
  "unknown-markup": "This is not a comment, section or tag.",
  doctype: "A document type is not needed. libvirt uses only its entities.",
  "second-root": "A document must have only one root element. libvirt ignores this one.",
  "text-outside-root": "Text must be inside the root element.",
  "section-end": "Text must not contain ']]>'. Use ']]&gt;'.",
  "no-root": "A document must have exactly one root element.",
  "refused-doctype": "A document type declaration is not allowed here.",
  "too-deep": "The elements are nested too deeply.",
};
