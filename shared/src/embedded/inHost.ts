import type { DocumentFixes, Finding, Fix } from "../rules/index.js";
import type { Range, TextEdit } from "../xml/index.js";
import type { Region } from "./regionText.js";

/** What was found in a document, and what can be done about it. */
export interface FoundInDocument {
  readonly findings: readonly Finding[];
  readonly fixes: DocumentFixes;
}

/** The same in places of the text around the document. A fix that would touch the code around is left out. */
export function inHost(region: Region, { findings, fixes }: FoundInDocument): FoundInDocument {
  const own = new Map<Finding, Finding>();
  const placed = findings.map((finding) => {
    const related = finding.related.map((each) => ({ ...each, ...placeIn(region, each) }));
    const there: Finding = { ...finding, ...placeIn(region, finding), related };
    own.set(there, finding);
    return there;
  });
  const written = (fix: Fix | undefined): Fix | undefined => {
    const edits = fix && editsIn(region, fix.edits);
    return edits && { ...fix, edits };
  };
  return {
    findings: placed,
    fixes: {
      of: (finding) => {
        const inside = own.get(finding);
        return inside === undefined ? [] : fixes.of(inside).flatMap((fix) => written(fix) ?? []);
      },
      safe: (finding) => {
        const inside = own.get(finding);
        return inside && written(fixes.safe(inside));
      },
    },
  };
}

/** @returns a range in the text around */
function placeIn(region: Region, { start, end }: Range): Range {
  return { start: region.toHost(start), end: Math.max(region.toHost(start), region.toHost(end)) };
}

/** @returns edits of the text around; undefined where one of them would touch the code there */
export function editsIn(region: Region, edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const written: TextEdit[] = [];
  for (const { newText, ...range } of edits) {
    const place = region.editable(range);
    if (place === undefined) return undefined;
    written.push({ ...place, newText: region.written(newText) });
  }
  return written;
}
