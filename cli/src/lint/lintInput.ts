import { encode, isPrinted } from "../files/encoding.js";
import { type Input, STDIN } from "../files/inputs.js";
import { fileError } from "../files/readBytes.js";
import { writeAtomic } from "../files/writeAtomic.js";
import type { CheckedText, Checker } from "./checkText.js";
import { fixText } from "./fixText.js";
import type { FileReport } from "./report.js";
import { reportsOf, tooLargeReport } from "./reportsOf.js";

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
    return fixesStdin ? { ...plain, error: "It is too large to be fixed." } : tooLarge;
  }
  if (fixesStdin && !isPrinted(content.encoding)) {
    return { ...plain, error: `It is not fixed: only UTF-8 is printed, not ${content.encoding.label}.` };
  }
  const checker = await checkerOf(folder);
  const checked = await checker.check(content.text);
  if (checked === undefined) return undefined;
  if (checked === "too-large") {
    if (fixesStdin) options.printFixed(content.text);
    return tooLarge;
  }
  return options.fix ? fixInput(input, checked, checker, options) : { ...plain, ...resultOf(checked, options) };
}

async function fixInput(
  input: Input,
  before: CheckedText,
  checker: Checker,
  options: LintOptions,
): Promise<FileReport> {
  const { checked, fixed } = await fixText(before, checker);
  const { name: file, path } = input;
  const after = { file, path, ...resultOf(checked, options), fixed };
  if (path === undefined) {
    options.printFixed(checked.text);
    return after;
  }
  const error = fixed.length === 0 ? undefined : await write(input, path, checked.text);
  return error === undefined ? after : { file, path, ...resultOf(before, options), fixed: [], error };
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
    return `It is not fixed: ${fileError(error, "written")}`;
  }
}

function resultOf(checked: CheckedText, { withFixes }: LintOptions): Pick<FileReport, "diagnostics" | "fixable"> {
  const fixable = checked.findings.filter((finding) => checked.safeFixFor(finding) !== undefined).length;
  return { diagnostics: reportsOf(checked, withFixes), fixable };
}

/** What standard input must be: whoever pipes a document wants an answer about it. */
export function whyNothing({ name, content }: Input): string {
  const isEmpty = "text" in content && content.text.trim() === "";
  const what = name === STDIN ? "Standard input" : name;
  return isEmpty ? `${what} is empty.` : `${what} is not a libvirt document.`;
}
