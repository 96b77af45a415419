import { tooLarge } from "../../../shared/src/domain/index.js";
import type { Finding } from "../../../shared/src/rules/index.js";
import type { Range } from "../../../shared/src/xml/index.js";
import { makePositions, type Position } from "../files/positions.js";
import type { CheckedText } from "./checkText.js";
import type { Reported } from "./report.js";

type Place = (range: Range) => { readonly start: Position; readonly end: Position };

/**
 * What the rules found, as it is reported. Nothing in it holds on to the document: a repository has thousands.
 *
 * @param withFixes whether the fixes are reported, which take longer to work out than all the rest
 */
export function reportsOf(checked: CheckedText, withFixes: boolean): Reported[] {
  const positionAt = makePositions(checked.text);
  const place: Place = ({ start, end }) => ({ start: positionAt(start), end: positionAt(end) });
  return checked.findings.map((finding) => {
    const { rule, stage, severity, message, libvirt, related } = finding;
    return {
      rule,
      stage,
      severity,
      message,
      ...place(finding),
      ...(libvirt === undefined ? {} : { libvirt }),
      related: related.map((each) => ({ message: each.message, ...place(each) })),
      fixes: withFixes ? fixesOf(finding, checked, place) : [],
    };
  });
}

function fixesOf(finding: Finding, checked: CheckedText, place: Place): Reported["fixes"] {
  return checked.fixesFor(finding).map(({ title, preferred, safe, edits }) => ({
    title,
    preferred,
    safe,
    edits: edits.map((edit) => ({ ...place(edit), newText: edit.newText })),
  }));
}

/** The one thing reported of a document that is not looked into. */
export function tooLargeReport(): Reported {
  const start = { line: 1, column: 1, offset: 0 };
  return { ...tooLarge, message: tooLarge.message(), stage: "advice", start, end: start, related: [], fixes: [] };
}
