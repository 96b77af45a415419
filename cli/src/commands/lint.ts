import type { Given } from "../arguments/given.js";
import { FORMATS, type Format } from "../arguments/options.js";
import type { Command, Tools } from "../command.js";
import { type Input, readInputs } from "../files/inputs.js";
import { Exit, FailureError, UsageError } from "../io.js";
import { type Checker, makeChecker } from "../lint/checkText.js";
import { configReport } from "../lint/configReport.js";
import { PRINTERS } from "../lint/formats/index.js";
import { lintInput, whyNothing } from "../lint/lintInput.js";
import type { FileReport, LintReport } from "../lint/report.js";
import { summarise } from "../lint/summarise.js";
import type { Project } from "../workspace/workspace.js";

/** `libvirt-cpu lint` */
export const lint: Command = {
  name: "lint",
  takes: "<file | folder | ->…",
  summary: "Check libvirt documents, as the editor does.",
  description: [
    "Folders are searched for .xml files, and only libvirt's documents are checked; hidden folders and node_modules are left out. - is standard input.",
    "The libvirt-cpu.json in a file's folder or above it, as far as the repository's root (without a repository: the working directory), counts as in the editor: rules, libvirt release, hosts, pools, target.",
    "--fix applies what has only one answer, in place; with -, the fixed document goes to standard output and the report to standard error.",
    "In JSON, places have line and column from 1, columns in UTF-16 units, and an offset from 0.",
  ],
  options: ["fix", "format", "json", "max-warnings", "target", "host", "libvirt", "config"],
  examples: [
    ["libvirt-cpu lint vms/", "checks every VM of a folder"],
    ["virsh dumpxml web01 | libvirt-cpu lint -", "checks a VM as libvirt has it"],
    ["libvirt-cpu lint --max-warnings 0 --format sarif . > cpu.sarif", "for code scanning, warnings are failures"],
    ["virsh dumpxml --inactive web01 | libvirt-cpu lint --fix - | virsh define /dev/stdin", "puts right what is sure"],
  ],
  exits: { [Exit.ok]: "no errors", [Exit.problems]: "errors, or more warnings than --max-warnings allows" },
  run: runLint,
};

async function runLint(given: Given, tools: Tools): Promise<Exit> {
  if (given.positionals.length === 0) throw new UsageError("Name files or folders; - is standard input.");
  const fixesStdin = given.has("fix") && given.positionals.includes("-");
  const { files, checked, skipped } = await lintAll(given, tools);
  const summary = summarise(files, { checked, skipped });
  const most = given.text("max-warnings");
  const tooManyWarnings = most !== undefined && summary.warnings > Number(most);
  const report: LintReport = { files, summary, tooManyWarnings };
  await PRINTERS[formatOf(given)](report, fixesStdin ? tools.err : tools.out, tools.io);
  if (summary.unreadable > 0) return Exit.failure;
  return summary.errors > 0 || tooManyWarnings ? Exit.problems : Exit.ok;
}

function formatOf(given: Given): Format {
  const format = FORMATS.find((each) => each === given.text("format"));
  if (format !== undefined && format !== "json" && given.has("json")) {
    throw new UsageError(`--json and --format ${format} do not go together.`);
  }
  return format ?? (given.has("json") ? "json" : "pretty");
}

interface Linted {
  readonly files: FileReport[];
  readonly checked: number;
  readonly skipped: number;
}

async function lintAll(given: Given, tools: Tools): Promise<Linted> {
  const { workspace, out, io } = tools;
  const checkers = new Map<Project, Promise<Checker>>();
  const checkerOf = async (folder: string) => {
    const project = await workspace.projectOf(folder);
    const checker = checkers.get(project) ?? makeChecker(project, tools);
    checkers.set(project, checker);
    return checker;
  };
  const options = { fix: given.has("fix"), withFixes: formatOf(given) === "json", printFixed: out.raw };
  const files: FileReport[] = [];
  let skipped = 0;
  for await (const input of readInputs(given.positionals, io)) {
    const file = await lintInput(input, checkerOf, options);
    if (file !== undefined) files.push(file);
    else if (input.isNamed) skipped += refuse(input);
  }
  if (files.length === 0 && skipped === 0) {
    throw new FailureError(`There are no libvirt documents in ${given.positionals.join(", ")}.`);
  }
  const configs = [...checkers.keys()].flatMap((project) => configReport(project) ?? []);
  return { files: [...configs, ...files], checked: files.filter(({ error }) => error === undefined).length, skipped };
}

/** A named file that is not libvirt's is left out: hooks name whatever was changed. Whoever pipes something means it. */
function refuse(input: Input): 1 {
  if (input.path === undefined) throw new FailureError(whyNothing(input));
  return 1;
}
