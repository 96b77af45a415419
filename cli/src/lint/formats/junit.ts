import { type Printer, plain } from "../../text/text.js";
import type { FileReport, LintReport, Reported } from "../report.js";

/** JUnit's XML: a test case for each file, which fails by what makes the command end with 1. */
export function printJunit({ files, tooManyWarnings }: LintReport, printer: Printer): void {
  const isBad = ({ severity }: Reported) => severity === "error" || (tooManyWarnings && severity === "warning");
  const failures = files.filter(({ error, diagnostics }) => error === undefined && diagnostics.some(isBad)).length;
  const errors = files.filter(({ error }) => error !== undefined).length;
  const counts = `tests="${files.length}" failures="${failures}" errors="${errors}"`;
  const lines = [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites name="libvirt-cpu" ${counts}>`,
    `  <testsuite name="libvirt-cpu" ${counts}>`,
    ...files.flatMap((file) => testCase(file, isBad)),
    "  </testsuite>",
    "</testsuites>",
  ];
  printer.raw(lines.map((line) => `${line}\n`).join(""));
}

function testCase({ file, diagnostics, error }: FileReport, isBad: (found: Reported) => boolean): string[] {
  const bad = diagnostics.filter(isBad);
  const others = diagnostics.filter((found) => !isBad(found));
  const first = bad[0];
  const more = bad.length > 1 ? ` (and ${bad.length - 1} more)` : "";
  const inside = [
    ...(error === undefined ? [] : [`      <error message="${escaped(error)}"/>`]),
    ...(first === undefined
      ? []
      : textElement("failure", ` type="${escaped(first.rule)}" message="${escaped(first.message + more)}"`, file, bad)),
    ...(others.length === 0 ? [] : textElement("system-out", "", file, others)),
  ];
  const head = `    <testcase classname="libvirt-cpu" name="${escaped(file)}"`;
  return inside.length === 0 ? [`${head}/>`] : [`${head}>`, ...inside, "    </testcase>"];
}

function textElement(name: string, attributes: string, file: string, found: readonly Reported[]): string[] {
  const lines = found.map(({ rule, severity, message, start }) =>
    escaped(`${file}:${start.line}:${start.column}: ${severity} ${rule}: ${message}`),
  );
  const [first = "", ...more] = lines;
  return [`      <${name}${attributes}>${first}`, ...more].map((line, index, all) =>
    index === all.length - 1 ? `${line}</${name}>` : line,
  );
}

/** What XML cannot hold at all is gone before it is escaped. */
function escaped(text: string): string {
  return plain(text.toWellFormed())
    .replaceAll(/[\ufffe\uffff]/g, "?")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
