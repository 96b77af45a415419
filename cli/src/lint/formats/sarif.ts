import { pathToFileURL } from "node:url";
import { tooLarge } from "../../../../shared/src/domain/index.js";
import { loadRuleDocs, RULES, type Rule, rulePage, type Severity } from "../../../../shared/src/rules/index.js";
import { STDIN } from "../../files/inputs.js";
import type { Position } from "../../files/readBytes.js";
import type { Io } from "../../io.js";
import { type Printer, toJson } from "../../text/text.js";
import type { FileReport, LintReport, Reported } from "../report.js";

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
};

interface Row extends Pick<Rule, "id" | "severity"> {
  readonly stage: string;
  /** Where no page tells it. */
  readonly explanation?: string;
}

/** What can be reported beside the rules of the table. */
const OTHER_RULES: readonly Row[] = [
  { id: tooLarge.rule, severity: tooLarge.severity, stage: "advice", explanation: tooLarge.message() },
  {
    id: "configuration",
    severity: "warning",
    stage: "configuration",
    explanation: "libvirt-cpu.json has an invalid entry.",
  },
];

const RULE_ROWS: readonly Row[] = [...RULES, ...OTHER_RULES];
const INDEX_OF: ReadonlyMap<string, number> = new Map(RULE_ROWS.map(({ id }, index) => [id, index]));

/** SARIF 2.1.0 (OASIS): for code scanning. Columns count UTF-16 units, as columnKind says. */
export async function printSarif(report: LintReport, printer: Printer, { cwd, version, readData }: Io): Promise<void> {
  const { files } = report;
  const docs = await loadRuleDocs(readData);
  const run = {
    tool: {
      driver: {
        name: "libvirt-cpu",
        version,
        semanticVersion: version,
        informationUri: "https://github.com/libvirt-cpu/libvirt-cpu",
        rules: RULE_ROWS.map((row) => ruleOf({ ...row, ...docs.get(row.id) })),
      },
    },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { SRCROOT: { uri: `${pathToFileURL(cwd).href.replace(/\/$/, "")}/` } },
    invocations: [
      {
        executionSuccessful: files.every(({ error }) => error === undefined),
        toolExecutionNotifications: files.flatMap(notification),
      },
    ],
    results: files.flatMap((file) => file.diagnostics.map((found) => resultOf(file, found))),
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  printer.raw(`${toJson(log)}\n`);
}

function ruleOf({ id, severity, stage, explanation }: Row) {
  return {
    id,
    shortDescription: { text: explanation ?? id },
    helpUri: rulePage(id),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { stage },
  };
}

function notification({ error, ...file }: FileReport) {
  if (error === undefined) return [];
  const locations = [{ physicalLocation: { artifactLocation: artifactOf(file) } }];
  return [{ level: "error", message: { text: error }, locations }];
}

function resultOf(file: Pick<FileReport, "file" | "path">, found: Reported) {
  const { rule, severity, message, related, stage } = found;
  return {
    ruleId: rule,
    ruleIndex: INDEX_OF.get(rule) ?? -1,
    level: LEVELS[severity],
    message: { text: message },
    locations: [locationOf(file, found)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((place) => ({ ...locationOf(file, place), message: { text: place.message } })),
        }),
    properties: { stage },
  };
}

function locationOf(
  file: Pick<FileReport, "file" | "path">,
  { start, end }: { readonly start: Position; readonly end: Position },
) {
  const region = {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    charOffset: start.offset,
    charLength: end.offset - start.offset,
  };
  return { physicalLocation: { artifactLocation: artifactOf(file), region } };
}

/** Relative where it lies in the working directory, so that it holds on other machines. */
function artifactOf({ file, path }: Pick<FileReport, "file" | "path">) {
  if (file === STDIN || path === undefined) return { uri: "stdin" };
  if (file.startsWith("/") || /^[A-Za-z]:\//.test(file)) return { uri: pathToFileURL(path).href };
  return { uri: file.toWellFormed().split("/").map(encodeURIComponent).join("/"), uriBaseId: "SRCROOT" };
}
