import { appendCharacters, appendText } from "./append.js";
import { Char, isNameStart } from "./characters.js";
import { scanEndTag } from "./endTag.js";
import { checkCharacters } from "./illegalCharacters.js";
import { endImplicitly } from "./implicitEnd.js";
import { isDamagedDeclaration, scanDamagedDeclaration, scanDeclaration, scanInstruction } from "./markup.js";
import { newScan, report, type Scan } from "./scan.js";
import { scanStartTag } from "./startTag.js";
import type { XmlDocument } from "./tree.js";

/**
 * Reads a document, well-formed or not, into a tree that keeps every offset.
 *
 * Never throws and costs one pass whatever the text. What is broken is told in `errors` and costs only itself: a tag ends
 * at the next `<`, an open quote at its line's end, and an element left open does not keep what stands beside it.
 * A document type is stepped over; no entity is expanded but XML's own five and numbers.
 */
export function parseXml(text: string): XmlDocument {
  const scan = newScan(text);
  while (scan.at < text.length) {
    const start = text.indexOf("<", scan.at);
    if (start < 0) {
      appendCharacters(scan, scan.at, text.length);
      break;
    }
    if (start > scan.at) appendCharacters(scan, scan.at, start);
    scanMarkup(scan, start);
  }
  endImplicitly(scan, 0);
  checkCharacters(scan);
  const errors = scan.errors.sort((one, other) => one.start - other.start);
  return { text, root: scan.root, children: scan.roots, errors };
}

/** Reads what begins with the `<` at `start` and leaves `scan.at` behind it. */
function scanMarkup(scan: Scan, start: number): void {
  const code = scan.text.charCodeAt(start + 1);
  if (isDamagedDeclaration(scan, start)) scanDamagedDeclaration(scan, start);
  else if (isNameStart(code)) scanStartTag(scan, start);
  else if (code === Char.slash) scanEndTag(scan, start);
  else if (code === Char.exclamation) scanDeclaration(scan, start);
  else if (code === Char.question) scanInstruction(scan, start);
  else strayLessThan(scan, start);
}

function strayLessThan(scan: Scan, start: number): void {
  scan.at = start + 1;
  report(scan, "stray-less-than", start, scan.at);
  appendText(scan, "stray", start, scan.at, false);
}
