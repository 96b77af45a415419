import * as l10n from "@vscode/l10n";
import type { CpuError } from "../../engine/cpuError.js";
import { notWellFormed, refuseUnread } from "../../engine/xmlRefusals.js";
import { elementAt, parseXml, type XmlDocument, type XmlElement, type XmlError } from "../../xml/index.js";

/**
 * The root of a document that libxml2 would read, with the syntax tree's parser: it takes a fraction of the time of the
 * engine's reader, and a fleet has a thousand documents. It refuses what that one refuses.
 *
 * @throws CpuError `not-well-formed`, with the first reason and its line, or `too-large`
 */
export function wellFormedRoot(text: string): XmlElement {
  refuseUnread(text);
  const document = parseXml(text);
  const [error] = document.errors;
  if (error !== undefined) throw unreadable(error, document);
  if (document.root === undefined) throw notWellFormed("a document has exactly one root element");
  if (text.includes("]]>") && hasSectionEnd(document.root, text)) throw notWellFormed("']]>' stands in text");
  return document.root;
}

function unreadable({ code, start, message }: XmlError, document: XmlDocument): CpuError {
  if (code === "unclosed-element") {
    return notWellFormed(l10n.t("the end of <{0}> is missing", elementAt(document, start)?.name ?? ""), "end");
  }
  const line = document.text.slice(0, start).split("\n").length;
  return notWellFormed(l10n.t("line {0}: {1}", line, message.replace(/[.。]$/, "")));
}

/** XML forbids the end mark of a CDATA section in plain text; the tree puts up with it. */
function hasSectionEnd(root: XmlElement, text: string): boolean {
  const open = [root];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    for (const child of element.children) {
      if (child.kind === "element") open.push(child);
      else if (child.kind === "text" && text.slice(child.start, child.end).includes("]]>")) return true;
    }
  }
  return false;
}
