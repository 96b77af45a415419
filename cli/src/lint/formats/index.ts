import type { Format } from "../../arguments/given.js";
import type { Io } from "../../io.js";
import { type Printer, toJson } from "../../text/text.js";
import type { LintReport } from "../report.js";
import { printGithub } from "./github.js";
import { printJunit } from "./junit.js";
import { printPretty } from "./pretty.js";
import { printSarif } from "./sarif.js";

/** How lint reports, by the format's name. */
export const PRINTERS: Readonly<
  Record<Format, (report: LintReport, printer: Printer, io: Io) => void | Promise<void>>
> = {
  pretty: printPretty,
  json: printJson,
  sarif: printSarif,
  github: printGithub,
  junit: printJunit,
};

/** For programs: everything, places with line and column from 1 (UTF-16) and the offset from 0. */
function printJson({ files, summary }: LintReport, printer: Printer): void {
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
