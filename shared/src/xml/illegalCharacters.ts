import { maxErrors } from "./errors.js";
import { report, type Scan } from "./scan.js";

/** Runs of what XML allows nowhere: controls, non-characters, halves of a surrogate pair. */
const ILLEGAL =
  "[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]+|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]";

/** Reports the characters that XML allows nowhere (XML 1.0, production Char), a run of them once. */
export function checkCharacters(scan: Scan): void {
  const pattern = new RegExp(ILLEGAL, "g");
  while (scan.errors.length < maxErrors) {
    const match = pattern.exec(scan.text);
    if (match === null) return;
    report(scan, "illegal-character", match.index, match.index + match[0].length);
  }
}
