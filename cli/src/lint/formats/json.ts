import { toJson } from "../../text/plain.js";
import type { Printer } from "../../text/printer.js";
import type { LintReport } from "../report.js";

/** For programs: everything, places with line and column from 1 (UTF-16) and the offset from 0. */
export function printJson({ files, summary }: LintReport, printer: Printer): void {
  const said = files.map(({ file, diagnostics, fixed, error }) => ({
    file,
    ...(error === undefined ? {} : { error }),
    diagnostics: diagnostics.map(({ related, ...diagnostic }) =>
      related.length === 0 ? diagnostic : { ...diagnostic, related },
    ),
    ...(fixed.length === 0 ? {} : { fixed }),
  }));
  printer.raw(`${toJson({ files: said, summary })}\n`);
}
