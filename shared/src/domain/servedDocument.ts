import * as l10n from "@vscode/l10n";
import { rootName, servedRoots } from "../common/rootName.js";
import { parseXml, type XmlDocument } from "../xml/index.js";
import { domainViews } from "./readDomain.js";
import type { DomainView } from "./views.js";
/** Longer documents (in UTF-16 code units) are not looked into. */
export const maxDocumentLength = 8 * 1024 * 1024;

/** The one thing said about a document that is not looked into. */
export const tooLarge = {
  rule: "too-large",
  severity: "information",
  message: () =>
    l10n.t("This document is larger than {0} MB; its CPU is not checked.", maxDocumentLength / 1024 / 1024),
} as const;

/** What a text is to us. */
export interface ServedDocument {
  /** Undefined for what is not libvirt's, and for what is too large. */
  readonly tree: XmlDocument | undefined;
  readonly views: readonly DomainView[];
  /** It is libvirt's, but too large to look into. */
  readonly tooLarge: boolean;
}

/** Parses a document if it is one that we serve. */
export function serveDocument(text: string): ServedDocument {
  const name = rootName(text);
  const isServed = name === undefined || servedRoots.some((root) => root === name);
  const isTooLarge = isServed && text.length > maxDocumentLength;
  if (!isServed || isTooLarge) return { tree: undefined, views: [], tooLarge: isTooLarge && name !== undefined };
  const tree = parseXml(text);
  const views = domainViews(tree);
  return { tree: views.length > 0 ? tree : undefined, views, tooLarge: false };
}
