import type { TextDocument } from "vscode-languageserver-textdocument";
import { type DomainView, domainViews, servedRoots } from "../../../shared/src/domain/index.js";
import { parseXml, type XmlDocument } from "../../../shared/src/xml/index.js";
import { rootName } from "./rootName.js";

/** Longer documents (in UTF-16 code units) are not looked into. */
export const maxDocumentLength = 8 * 1024 * 1024;

/** What one version of a document is. */
export interface Analysis {
  readonly version: number;
  /** Undefined for what is not libvirt's, and for what is too large. */
  readonly tree: XmlDocument | undefined;
  readonly views: readonly DomainView[];
  /** It is libvirt's, but too large to look into. */
  readonly tooLarge: boolean;
}

/** Parses a document if it is one that we serve. */
export function analyse(document: TextDocument): Analysis {
  const { version, languageId } = document;
  // JSON may hold what looks like an element.
  if (languageId === "json" || languageId === "jsonc") return { version, tree: undefined, views: [], tooLarge: false };
  const text = document.getText();
  const name = rootName(text);
  const served = name === undefined || servedRoots.some((root) => root === name);
  const tooLarge = served && text.length > maxDocumentLength;
  if (!served || tooLarge) return { version, tree: undefined, views: [], tooLarge: tooLarge && name !== undefined };
  const tree = parseXml(text);
  const views = domainViews(tree);
  return { version, tree: views.length > 0 ? tree : undefined, views, tooLarge: false };
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
