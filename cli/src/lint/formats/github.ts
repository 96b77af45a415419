import type { Severity } from "../../../../shared/src/rules/index.js";
import { type Printer, plain } from "../../text/text.js";
import type { FileReport, LintReport, Reported } from "../report.js";
import { totalsLine } from "./pretty.js";

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  information: "notice",
  hint: "notice",
};

/** Workflow commands of GitHub Actions: annotations at the lines of a change. */
export function printGithub({ files, summary }: LintReport, printer: Printer): void {
  for (const file of files) {
    if (file.error !== undefined) printer.raw(`::error file=${property(file.file)}::${data(file.error)}\n`);
    for (const found of file.diagnostics) printer.raw(`${annotation(file, found)}\n`);
  }
  printer.line(totalsLine(summary));
}

function annotation({ file }: FileReport, { rule, severity, message, start, end }: Reported): string {
  const isOneLine = start.line === end.line;
  const properties = [
    `file=${property(file)}`,
    `line=${start.line}`,
    `endLine=${end.line}`,
    // Columns count on one line only.
    ...(isOneLine ? [`col=${start.column}`, `endColumn=${end.column}`] : []),
    `title=${property(rule)}`,
  ];
  return `::${COMMANDS[severity]} ${properties.join(",")}::${data(message)}`;
}

/** Escapes as the runner unescapes (actions/toolkit, command.ts). */
function data(text: string): string {
  return plain(text.replaceAll("%", "%25"));
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
