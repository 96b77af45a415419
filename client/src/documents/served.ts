import * as vscode from "vscode";
import { HOST_GLOB, TEMPLATE_GLOBS } from "../../../shared/src/common/documentNames.js";

/** As VS Code and the protocol both take it. */
type Filter = { readonly language: string } | { readonly pattern: string };

/** XML, and templates by the language that an extension for them sets, or by their name. */
const DOCUMENTS: Filter[] = [
  { language: "xml" },
  { language: "jinja" },
  { language: "jinja-xml" },
  { language: "erb" },
  { pattern: TEMPLATE_GLOBS.any },
  { pattern: TEMPLATE_GLOBS.ofXml },
];

/** Languages whose strings and blocks hold definitions of VMs; those that VS Code does not know go by their name. */
const LANGUAGES = [
  ...["shellscript", "python", "go", "rust", "javascript", "typescript", "javascriptreact", "typescriptreact"],
  ...["nix", "ruby", "yaml", "markdown", "asciidoc", "restructuredtext", "xsl", "terraform"],
];
const HOSTS: Filter[] = [...LANGUAGES.map((language) => ({ language })), { pattern: HOST_GLOB }];

/** What the language server is given. */
export const SERVED = [...DOCUMENTS, ...HOSTS];

/** Is a document XML or a template, all of it? Whether it is libvirt's is another question. */
export function isWhole(document: vscode.TextDocument): boolean {
  return vscode.languages.match(DOCUMENTS, document) > 0;
}

/** Does the language server know this document? */
export function isServed(document: vscode.TextDocument): boolean {
  return vscode.languages.match(SERVED, document) > 0;
}

/**
 * Makes what tells documents that the language server need not be asked about: in other languages those without a beginning of
 * a definition. It is asked at every key.
 */
export function makeMayHoldDefinition(): (document: vscode.TextDocument) => boolean {
  const known = new WeakMap<vscode.TextDocument, { readonly version: number; readonly holds: boolean }>();
  return (document) => {
    const before = known.get(document);
    if (before?.version === document.version) return before.holds;
    const holds = vscode.languages.match(HOSTS, document) === 0 || /<(?:domain|cpu)/.test(document.getText());
    known.set(document, { version: document.version, holds });
    return holds;
  };
}
