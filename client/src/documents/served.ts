import * as vscode from "vscode";
import { TEMPLATE_GLOBS } from "../../../shared/src/common/documentNames.js";

/** What the language server is given: XML, and templates by the language that an extension for them sets, or by their name. */
export const SERVED = [
  { language: "xml" },
  { language: "jinja" },
  { language: "jinja-xml" },
  { language: "erb" },
  { pattern: TEMPLATE_GLOBS.any },
  { pattern: TEMPLATE_GLOBS.ofXml },
];

/** Does the language server know this document? Whether it is libvirt's is another question. */
export function isServed(document: vscode.TextDocument): boolean {
  return vscode.languages.match(SERVED, document) > 0;
}
