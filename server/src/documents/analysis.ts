import type { TextDocument } from "vscode-languageserver-textdocument";
import { type ServedDocument, serveDocument } from "../../../shared/src/domain/index.js";

/** What one version of a document is. */
export interface Analysis extends ServedDocument {
  readonly version: number;
}

/** Parses a document if it is one that we serve. */
export function analyse(document: TextDocument): Analysis {
  const { version, languageId } = document;
  // JSON may hold what looks like an element.
  if (languageId === "json" || languageId === "jsonc") return { version, tree: undefined, views: [], tooLarge: false };
  return { version, ...serveDocument(document.getText()) };
}

/** Remembers the analysis of each document's current version. */
export function makeAnalyses(): (document: TextDocument) => Analysis {
  const known = new WeakMap<TextDocument, Analysis>();
  return (document) => {
    const before = known.get(document);
    if (before?.version === document.version) return before;
    const analysis = analyse(document);
    known.set(document, analysis);
    return analysis;
  };
}
