import type { Severity } from "../../../../shared/src/rules/index.js";
import { type Cell, count, type Paint, type Printer, plain, printTable } from "../../text/text.js";
import type { FileReport, LintReport, Reported, Summary } from "../report.js";

const WORDS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  information: "info",
  hint: "hint",
};

const COLOURS: Readonly<Record<Severity, keyof Paint>> = {
  error: "red",
  warning: "yellow",
  information: "cyan",
  hint: "dim",
};

/** For people: what was found, file by file, and a line that sums it up. */
export function printPretty({ files, summary, tooManyWarnings }: LintReport, printer: Printer): void {
  for (const file of files) printFile(file, printer);
  const { paint } = printer;
  const isBad = summary.errors > 0 || summary.unreadable + summary.unfixed > 0 || tooManyWarnings;
  const colour = isBad ? paint.red : summary.warnings > 0 ? paint.yellow : paint.green;
  printer.line(colour(totalsLine(summary)));
}

/** What was found in a file, line by line; nothing where nothing was. */
export function printFile({ file, diagnostics, fixed, error }: FileReport, printer: Printer): void {
  if (diagnostics.length === 0 && fixed.length === 0 && error === undefined) return;
  const { paint } = printer;
  // A colon at the beginning of a line is a command to some who read logs.
  printer.line(paint.bold(plain(file.startsWith(":") ? `./${file}` : file)));
  if (error !== undefined) printer.line(`  ${paint.red(plain(error))}`);
  const rows = fixed.map(({ rule, title, line }): Cell[] => [
    { text: `${line}`, paint: paint.dim },
    { text: "fixed", paint: paint.green },
    { text: rule, paint: paint.dim },
    title,
  ]);
  printTable(printer, [...rows, ...diagnostics.map((found) => diagnosticRow(found, paint))], "  ");
  printer.line();
}

function diagnosticRow({ rule, severity, message, start }: Reported, paint: Paint): Cell[] {
  return [
    { text: `${start.line}:${start.column}`, paint: paint.dim },
    { text: WORDS[severity], paint: paint[COLOURS[severity]] },
    { text: rule, paint: paint.dim },
    message,
  ];
}

/** `2 errors and 1 warning in 7 documents; 1 can be fixed with --fix.` */
export function totalsLine(summary: Summary): string {
  const { errors, warnings, informations, hints, checked, skipped, unreadable, unfixed, fixed, fixable } = summary;
  const found = [
    errors > 0 ? count(errors, "error") : "",
    warnings > 0 ? count(warnings, "warning") : "",
    informations + hints > 0 ? count(informations + hints, "hint") : "",
  ].filter((part) => part !== "");
  const head = found.length === 0 ? "Nothing to say" : list(found);
  const parts = [
    checked > 0 ? `${head} in ${documentsText(summary)}` : "",
    fixed > 0 ? `${fixed} fixed` : "",
    fixable > 0 ? `${fixable} can be fixed with --fix` : "",
    unfixed > 0 ? `${unfixed} not written` : "",
    unreadable > 0 ? `${unreadable} not readable` : "",
    skipped > 0 ? `${skipped} skipped` : "",
  ].filter((part) => part !== "");
  return `${parts.join("; ")}.`;
}

function documentsText({ checked, templates, embedded }: Summary): string {
  const documents = count(checked, "document");
  const others = [
    templates > 0 ? count(templates, "template") : "",
    embedded > 0 ? `${count(embedded, "file")} in ${embedded === 1 ? "another language" : "other languages"}` : "",
  ].filter((part) => part !== "");
  return others.length === 0 ? documents : `${documents}, ${list(others)} among them`;
}

function list(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
