import type { TextDocument } from "vscode-languageserver-textdocument";
import { type ServedDocument, serveDocument } from "../../../shared/src/domain/index.js";

/** What one version of a document is. */
export interface Analysis extends ServedDocument {
  readonly version: number;
  /** Not every client counts: a version may come twice. */
  readonly text: string;
}

/** Parses a document if it is one that we serve. */
export function analyse(document: TextDocument): Analysis {
  const { version, languageId } = document;
  const text = document.getText();
  // JSON may hold what looks like an element.
  if (languageId === "json" || languageId === "jsonc")
    return { version, text, tree: undefined, views: [], tooLarge: false };
  return { version, text, ...serveDocument(text) };
}

/** Whether a document still is what was analysed. */
export function isCurrent({ version, text }: Analysis, document: TextDocument): boolean {
  return document.version === version && document.getText() === text;
}

/** Remembers the analysis of each document's current version. */
export function makeAnalyses(): (document: TextDocument) => Analysis {
  const known = new WeakMap<TextDocument, Analysis>();
  return (document) => {
    const before = known.get(document);
    if (before !== undefined && isCurrent(before, document)) return before;
    const analysis = analyse(document);
    known.set(document, analysis);
    return analysis;
  };
}
