import { tooLarge } from "../../../shared/src/domain/index.js";
import type { Finding } from "../../../shared/src/rules/index.js";
import type { Range } from "../../../shared/src/xml/index.js";
import { encode } from "../files/encoding.js";
import { type Input, isOurs, STDIN } from "../files/inputs.js";
import { makePositions, type Position } from "../files/positions.js";
import { fileError } from "../files/readBytes.js";
import { writeAtomic } from "../files/writeAtomic.js";
import type { CheckedText, Checker } from "./checkText.js";
import { fixText } from "./fixText.js";
import type { FileReport, Reported } from "./report.js";

export interface LintOptions {
  readonly fix: boolean;
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
  if ("error" in content) return { ...plain, error: content.error };
  if ("head" in content) return isOurs(content.head) ? { ...plain, diagnostics: [tooLargeReport()] } : undefined;
  const checker = await checkerOf(folder);
  const checked = await checker.check(content.text);
  if (checked === "too-large") return { ...plain, diagnostics: [tooLargeReport()] };
  if (checked === undefined) return undefined;
  if (!options.fix) return { ...plain, ...resultOf(checked) };
  return fixInput(input, checked, checker, options);
}

async function fixInput(
  input: Input,
  before: CheckedText,
  checker: Checker,
  { printFixed }: LintOptions,
): Promise<FileReport> {
  const { checked, fixed } = await fixText(before, checker);
  const { name: file, path } = input;
  const after = { file, path, ...resultOf(checked), fixed };
  if (path === undefined) {
    printFixed(checked.text);
    return after;
  }
  const error = fixed.length === 0 ? undefined : await write(input, path, checked.text);
  return error === undefined ? after : { file, path, ...resultOf(before), fixed: [], error };
}

/** @returns what went wrong */
async function write({ content }: Input, path: string, text: string): Promise<string | undefined> {
  const encoding = "encoding" in content ? content.encoding : undefined;
  const bytes = encoding && encode(text, encoding);
  if (bytes === undefined) return `It is not fixed: only UTF-8 and UTF-16 are written, not ${encoding?.label}.`;
  try {
    await writeAtomic(path, bytes);
    return undefined;
  } catch (error) {
    return `It is not fixed: ${fileError(error).replace("read", "written")}`;
  }
}

function resultOf(checked: CheckedText): Pick<FileReport, "diagnostics" | "fixable"> {
  const fixable = checked.findings.filter((finding) => checked.safeFixFor(finding) !== undefined).length;
  return { diagnostics: reportsOf(checked), fixable };
}

/** What the rules found, as it is reported. */
function reportsOf(checked: CheckedText): Reported[] {
  const positionAt = makePositions(checked.text);
  return checked.findings.map((finding) => reportOf(finding, checked, positionAt));
}

function reportOf(finding: Finding, checked: CheckedText, positionAt: (offset: number) => Position): Reported {
  const { rule, stage, severity, message, libvirt, related } = finding;
  const placed = ({ start, end }: Range) => ({ start: positionAt(start), end: positionAt(end) });
  return {
    rule,
    stage,
    severity,
    message,
    ...placed(finding),
    ...(libvirt === undefined ? {} : { libvirt }),
    related: related.map((place) => ({ message: place.message, ...placed(place) })),
    fixes: () =>
      checked.fixesFor(finding).map(({ title, preferred, safe, edits }) => ({
        title,
        preferred,
        safe,
        edits: edits.map((edit) => ({ ...placed(edit), newText: edit.newText })),
      })),
  };
}

function tooLargeReport(): Reported {
  const start = { line: 1, column: 1, offset: 0 };
  return { ...tooLarge, stage: "advice", start, end: start, related: [], fixes: () => [] };
}

/** What standard input must be: whoever pipes a document wants an answer about it. */
export function whyNothing({ name, content }: Input): string {
  const isEmpty = "text" in content && content.text.trim() === "";
  const what = name === STDIN ? "Standard input" : name;
  return isEmpty ? `${what} is empty.` : `${what} is not a libvirt document.`;
}
