import { sampleAssess } from "../../../../scripts/sampleTarget.js";
import { checkDocument, documentFixes, type Finding, type Fix, fixAll } from "../../../../shared/src/rules/index.js";
import { parseXml, type XmlDocument } from "../../../../shared/src/xml/index.js";
import { applyEdits, type TextEdit } from "../../../../shared/src/xml/textEdit.js";
import { catalogueFor } from "../check.js";
import { givenCpus } from "./givenCpu.js";

/** A document with what the rules say of it. */
export interface Checked {
  readonly document: XmlDocument;
  /** The sample hosts that the VM is to run on. */
  readonly target: readonly string[] | undefined;
  readonly findings: readonly Finding[];
}

/** Reads and checks a text, as the newest release would. */
export function checked(text: string, target?: readonly string[]): Checked {
  const document = parseXml(text);
  return { document, target, findings: checkDocument(contextOf(document, target)) };
}

function contextOf(document: XmlDocument, target: readonly string[] | undefined) {
  return {
    document,
    catalogue: catalogueFor(document),
    ...(target === undefined ? {} : { assess: sampleAssess(target) }),
  };
}

/** All fixes of a finding. */
export function fixesAt({ document, target }: Checked, finding: Finding): readonly Fix[] {
  return documentFixes(contextOf(document, target)).of(finding);
}

/** What fix-all does to a document. */
export function allFixed({ document, findings, target }: Checked): readonly TextEdit[] {
  const { safe } = documentFixes(contextOf(document, target));
  return fixAll(document.text, findings, safe).edits;
}

/** What a fix breaks; [] when nothing. */
export function damageOf(before: Checked, finding: Finding, fix: Fix): string[] {
  const { text } = before.document;
  const misplaced = misplacedEdits(text, fix.edits);
  if (misplaced !== undefined) return [misplaced];
  const after = checked(applyEdits(text, fix.edits), before.target);
  const trusted = fix.preferred || fix.safe;
  return [
    ...changedElsewhere(text, after.document.text, fix.edits),
    ...newXmlErrors(before, after),
    ...(staysAfter(before, after, finding, fix.edits) ? ["the finding is still there"] : []),
    ...(trusted ? newErrors(before, after, fix.edits).map((error) => `new: ${error}`) : []),
    ...changedCpu(before, after, fix),
    ...lost(before.document.text, after.document.text),
  ];
}

/** Of what libvirt refuses no VM has a CPU yet. */
function changedCpu(before: Checked, after: Checked, fix: Fix): string[] {
  const isRefused = before.findings.some(({ stage, severity }) => stage === "define" && severity === "error");
  if (isRefused || (fix.changesCpu && !fix.safe)) return [];
  const [was, is] = [givenCpus(before.document), givenCpus(after.document)];
  return was === is ? [] : [`it changes the CPU and does not say so: ${was} becomes ${is}`];
}

/** Comments that are gone, and blank lines that were not there. */
export function lost(before: string, after: string): string[] {
  const comments = (text: string) => text.match(/<!--[\s\S]*?-->/g) ?? [];
  const blank = (text: string) =>
    text.split("\n").filter((line, index, all) => index < all.length - 1 && line.trim() === "");
  return [
    ...without(comments(before), comments(after)).map((comment) => `lost: ${comment}`),
    ...(blank(after).length > blank(before).length ? ["a blank line is left"] : []),
  ];
}

/** Edits outside the document, or on each other; two insertions at one place are in no order. */
export function misplacedEdits(text: string, edits: readonly TextEdit[]): string | undefined {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  if (sorted.some(({ start, end }) => start < 0 || end < start || end > text.length)) return "outside the document";
  const meets = sorted.some(({ start }, index) => start < (sorted[index - 1]?.end ?? 0));
  const inserts = sorted.filter(({ start, end }) => start === end).map(({ start }) => start);
  return meets || new Set(inserts).size < inserts.length ? "edits overlap" : undefined;
}

/** Each stretch between two edits must be in the result, in its order. */
function changedElsewhere(before: string, after: string, edits: readonly TextEdit[]): string[] {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let [from, at] = [0, 0];
  for (const { start, end, newText } of [...sorted, { start: before.length, end: before.length, newText: "" }]) {
    if (after.slice(at, at + start - from) !== before.slice(from, start)) return ["text changed beside the edits"];
    at += start - from + newText.length;
    from = end;
  }
  return at === after.length ? [] : ["text added beside the edits"];
}

/** What the parser has to say that it had not. */
export function newXmlErrors(before: Checked, after: Checked): string[] {
  const codesOf = ({ document }: Checked) => document.errors.map(({ code }) => `XML: ${code}`);
  return without(codesOf(after), codesOf(before));
}

/** Errors that were not there, neither at the same place nor in the same words. */
export function newErrors(before: Checked, after: Checked, edits: readonly TextEdit[]): string[] {
  const old = new Set(errorsOf(before).map(({ rule, start }) => `${rule} ${moved(start, edits)}`));
  const there = errorsOf(before).map(inWords);
  // The same rule at the same place may count with other numbers now.
  const other = errorsOf(after).filter(({ rule, start }) => !old.has(`${rule} ${start}`));
  return without(other.map(inWords), there);
}

function errorsOf({ findings }: Checked): Finding[] {
  return findings.filter(({ severity }) => severity === "error");
}

function inWords({ rule, message }: Finding): string {
  return `${rule}: ${message}`;
}

/** The first list less what the second has, one for one. */
function without(list: readonly string[], less: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const each of less) counts.set(each, (counts.get(each) ?? 0) + 1);
  return list.filter((each) => {
    const left = counts.get(each) ?? 0;
    counts.set(each, left - 1);
    return left <= 0;
  });
}

/** Whether the rule still speaks where it spoke; the next of its kind may have moved there. */
function staysAfter(before: Checked, after: Checked, finding: Finding, edits: readonly TextEdit[]): boolean {
  const place = moved(finding.start, edits);
  const ofRule = ({ findings }: Checked) => findings.filter(({ rule }) => rule === finding.rule);
  const there = ofRule(after).some(({ start, message }) => start === place && message === finding.message);
  return there && ofRule(after).length >= ofRule(before).length;
}

/** Where a place is after edits; what is put in right there comes before it. */
function moved(offset: number, edits: readonly TextEdit[]): number {
  let shift = 0;
  for (const { start, end, newText } of edits) {
    if (end <= offset && (start < end || start < offset || newText.includes("\n")))
      shift += newText.length - (end - start);
    else if (start < offset && offset < end) return start + shift;
  }
  return offset + shift;
}
