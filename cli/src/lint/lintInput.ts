import { type TextKind, textKindOf } from "../../../shared/src/common/documentNames.js";
import { tooLarge } from "../../../shared/src/domain/index.js";
import { type Finding, fixAll } from "../../../shared/src/rules/index.js";
import { applyEdits, type Range } from "../../../shared/src/xml/index.js";
import { type Input, STDIN } from "../files/inputs.js";
import { encode, isPrinted, makePositions, type Position } from "../files/readBytes.js";
import { interruptedRun, rewriteFile } from "../files/rewriteFile.js";
import { FailureError } from "../io.js";
import { type CheckedText, type Checker, reportsOfProblems } from "./checkText.js";
import type { FileReport, Fixed, Reported } from "./report.js";

export interface LintOptions {
  readonly fix: boolean;
  /** Whether fixes are reported. */
  readonly withFixes: boolean;
  /** Takes the fixed document that came from standard input. */
  readonly printFixed: (text: string) => void;
}

/** @returns undefined for what is not libvirt's */
export async function lintInput(
  input: Input,
  checkerOf: (folder: string) => Promise<Checker>,
  options: LintOptions,
): Promise<FileReport | undefined> {
  const { name, path, content, folder } = input;
  const plain = { file: name, path, diagnostics: [], fixed: [], fixable: 0 };
  const tooLarge = { ...plain, diagnostics: [tooLargeReport()] };
  const fixesStdin = options.fix && path === undefined;
  if ("error" in content) return { ...plain, error: content.error };
  if ("foreign" in content) return undefined;
  if ("tooLarge" in content) {
    // Whoever waits for the rest of it must not take a part for the whole.
    return fixesStdin ? { ...plain, error: "It is too large to fix." } : tooLarge;
  }
  if (fixesStdin && !isPrinted(content.encoding)) {
    return { ...plain, error: `It was not fixed: only UTF-8 can be printed, not ${content.encoding.label}.` };
  }
  if (path !== undefined && content.version !== undefined) {
    const error = await interruptedRun(path, content.version.bytes);
    if (error !== undefined) return { ...plain, error };
  }
  const checker = await checkerOf(folder);
  const checked = await checker.check({ path, text: content.text }, kindOf(input));
  if (checked === undefined) return undefined;
  if (checked === "too-large") {
    if (fixesStdin) options.printFixed(content.text);
    return tooLarge;
  }
  return options.fix ? fixInput(input, checked, checker, options) : { ...plain, ...resultOf(checked, options) };
}

/** What is piped is meant to be a document. */
function kindOf({ path }: Input): TextKind {
  return path === undefined ? "document" : textKindOf(path);
}

async function fixInput(
  input: Input,
  before: CheckedText,
  checker: Checker,
  options: LintOptions,
): Promise<FileReport> {
  const { checked, fixed } = await fixText(before, checker, input);
  const { name: file, path } = input;
  const after = { file, path, ...resultOf(checked, options), fixed };
  if (path === undefined) {
    options.printFixed(checked.text);
    return after;
  }
  const error = fixed.length === 0 ? undefined : await write(input, path, checked.text);
  return error === undefined ? after : { file, path, ...resultOf(before, options), fixed: [], error, isUnfixed: true };
}

/** @returns what went wrong */
async function write({ content }: Input, path: string, text: string): Promise<string | undefined> {
  if (!("text" in content) || content.version === undefined) return "It was not fixed: it was not read from a file.";
  const { encoding, version: before } = content;
  const after = encode(text, encoding);
  const blank = encode(" ", { ...encoding, hasMark: false });
  if (after === undefined || blank === undefined) {
    return `It was not fixed: only UTF-8 and UTF-16 can be written, not ${encoding.label}.`;
  }
  try {
    await rewriteFile(path, { before, after, blank });
    return undefined;
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return `It was not fixed: ${error.message}`;
  }
}

function resultOf(
  checked: CheckedText,
  { withFixes }: LintOptions,
): Pick<FileReport, "diagnostics" | "fixable" | "isTemplate" | "isEmbedded"> {
  const fixable = checked.findings.filter((finding) => checked.fixes.safe(finding) !== undefined).length;
  return {
    diagnostics: [...reportsOfProblems(checked.text, checked.problems), ...reportsOf(checked, withFixes)],
    fixable,
    ...(checked.isTemplate ? { isTemplate: true as const } : {}),
    ...(checked.isEmbedded ? { isEmbedded: true as const } : {}),
  };
}

/** Why nothing is said about the CPU of a document as a whole. */
export const TEMPLATE = "It is a template: what its CPU will be depends on its placeholders.";

/** What standard input must be: whoever pipes a document wants an answer about it. */
export function whyNothing({ name, content }: Input): string {
  const isEmpty = "text" in content && content.text.trim() === "";
  const what = name === STDIN ? "Standard input" : name;
  return isEmpty ? `${what} is empty.` : `${what} is not a libvirt document.`;
}

type Place = (range: Range) => { readonly start: Position; readonly end: Position };

/**
 * What the rules found, as it is reported. Nothing in it holds on to the document: a repository has thousands.
 *
 * @param withFixes whether the fixes are reported, which take longer to work out than all the rest
 */
export function reportsOf(checked: Omit<CheckedText, "isTemplate" | "problems">, withFixes: boolean): Reported[] {
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

function fixesOf(finding: Finding, checked: Pick<CheckedText, "fixes">, place: Place): Reported["fixes"] {
  return checked.fixes.of(finding).map(({ title, preferred, safe, changesCpu, edits }) => ({
    title,
    preferred,
    safe,
    changesCpu,
    edits: edits.map((edit) => ({ ...place(edit), newText: edit.newText })),
  }));
}

/** The one thing reported of a document that is not looked into. */
function tooLargeReport(): Reported {
  const start = { line: 1, column: 1, offset: 0 };
  return { ...tooLarge, message: tooLarge.message(), stage: "advice", start, end: start, related: [], fixes: [] };
}

/** A fix that meets another waits for the next pass; more passes than this mean that two rules do not agree. */
const MAX_PASSES = 10;

/** The document after the editor's "fix all", again and again until there is nothing left to fix. */
async function fixText(
  first: CheckedText,
  checker: Checker,
  input: Input,
): Promise<{ checked: CheckedText; fixed: Fixed[] }> {
  let checked = first;
  const fixed: Fixed[] = [];
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const { text, findings, fixes } = checked;
    const { edits, made } = fixAll(text, findings, fixes.safe);
    if (made.length === 0) break;
    const next = await checker.check({ path: input.path, text: applyEdits(text, edits) }, kindOf(input));
    if (next === undefined || next === "too-large") break;
    const positionAt = makePositions(text);
    for (const { finding, fix } of made)
      fixed.push({ rule: finding.rule, title: fix.title, line: positionAt(finding.start).line });
    checked = next;
  }
  return { checked, fixed };
}
