import type { Format } from "../../arguments/options.js";
import type { Io } from "../../io.js";
import type { Printer } from "../../text/printer.js";
import type { LintReport } from "../report.js";
import { printGithub } from "./github.js";
import { printJson } from "./json.js";
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
