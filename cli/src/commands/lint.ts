import path from "node:path";
import { isOtherLanguage } from "../../../shared/src/common/documentNames.js";
import type { Severity } from "../../../shared/src/rules/index.js";
import { FORMATS, type Format, type Given } from "../arguments/given.js";
import type { CliCommand, Tools } from "../command.js";
import type { Input } from "../files/inputs.js";
import { walk } from "../files/walk.js";
import { Exit, FailureError, type Io, UsageError } from "../io.js";
import { type Checker, configReport, makeChecker } from "../lint/checkText.js";
import { PRINTERS } from "../lint/formats/index.js";
import { lintInput, whyNothing } from "../lint/lintInput.js";
import type { FileReport, LintReport, Summary } from "../lint/report.js";
import { type Printer, plain } from "../text/text.js";
import { inputsOf, searchGiven } from "../workspace/connection.js";
import { isExcluded, type Project } from "../workspace/workspace.js";

/** `libvirt-cpu lint` */
export const lint: CliCommand = {
  name: "lint",
  takes: "<file | folder | ->…",
  summary: "Check libvirt documents, as the editor does.",
  description: [
    "Folders are searched for XML files and templates of them (.j2, .erb, .epp, .tmpl, .tpl, .tftpl, .mustache, .xml.in and the like); only libvirt documents are checked. Hidden folders, node_modules and what .gitignore ignores are left out; the .gitignore files of the folder count, and those above it up to the repository's root. A file that you name is always checked, and a folder that you name is always searched. - is standard input.",
    "A file in another language, such as a shell script or Markdown, is checked if you name it or --include matches it: each <domain> or <cpu> in its strings and blocks. Without --include a search leaves such files out, because documentation and tests often contain wrong examples on purpose.",
    "--include and --exclude take patterns as in .gitignore, relative to the searched folder: '*.sh' matches in every folder, '/scripts/*.sh' only in scripts, old/ is a folder with all that is in it, and a pattern with ! makes an exception from those before it. --include does not add what .gitignore ignores or --exclude leaves out.",
    "As in the editor, rules, libvirt release, hosts, pools and target come from libvirt-cpu.json: the nearest one in the file's folder or above it, up to the repository's root (without a repository: the working directory).",
    '"targets" in libvirt-cpu.json, or a comment <!-- libvirt-cpu-target NAME --> in a document, sets another target for some files. Files that "exclude" names are skipped, also those that you name.',
    "In a template only findings that do not depend on placeholders are reported, and --fix changes no placeholder and no tag: see Templates in the README.",
    "--fix applies the safe fixes: those with only one possible answer. It writes into the file itself, so that owner, permissions, access-control lists, extended attributes and links stay. A file that changed since it was read is not written. While --fix writes, a copy of the old content is kept beside the file as .NAME.before-fix; after a crash the next run names that copy. If one file cannot be written, the others are still fixed. With -, the fixed document goes to standard output and the report to standard error.",
    "With --uri the VMs of a libvirt are checked as they are defined there. virsh is run for it, and changes nothing.",
    "In JSON, lines and columns count from 1 (columns in UTF-16 units) and offsets from 0. In its summary, checked is the number of files that were checked; templates and embedded are how many of them are templates and files in other languages.",
  ],
  options: [
    "include",
    "exclude",
    "fix",
    "format",
    "json",
    "max-warnings",
    "target",
    "host",
    "libvirt",
    "config",
    "uri",
    "via",
  ],
  examples: [
    ["libvirt-cpu lint vms/", "checks every VM of a folder"],
    ["libvirt-cpu lint --include '*.sh' --exclude old/ .", "checks scripts, too, and no folder called old"],
    ["libvirt-cpu lint --uri qemu:///system", "checks every VM of this machine's libvirt"],
    ["virsh dumpxml web01 | libvirt-cpu lint -", "checks a VM as libvirt stores it"],
    ["libvirt-cpu lint --max-warnings 0 --format sarif . > cpu.sarif", "for code scanning, warnings are failures"],
    ["virsh dumpxml --inactive web01 | libvirt-cpu lint --fix - | virsh define /dev/stdin", "applies the safe fixes"],
  ],
  exits: { [Exit.ok]: "no errors", [Exit.problems]: "errors, or more warnings than --max-warnings allows" },
  run: runLint,
};

async function runLint(given: Given, tools: Tools): Promise<Exit> {
  if (given.has("uri") && given.has("fix"))
    throw new UsageError("--fix changes files. It does not change VMs in libvirt.");
  if (given.has("uri") && (given.has("include") || given.has("exclude")))
    throw new UsageError("--include and --exclude are for folders. With --uri all VMs are checked.");
  const fixesStdin = given.has("fix") && given.positionals.includes("-");
  const { files, checked, skipped } = await lintAll(given, tools);
  const summary = summarise(files, { checked, skipped });
  const most = given.text("max-warnings");
  const tooManyWarnings = most !== undefined && summary.warnings > Number(most);
  const report: LintReport = { files, summary, tooManyWarnings };
  await PRINTERS[formatOf(given)](report, fixesStdin ? tools.err : tools.out, tools.io);
  if (summary.unreadable + summary.unfixed > 0) return Exit.failure;
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
  const { workspace, out, err, io } = tools;
  const checkers = new Map<Project, Checker>();
  const checkerOf = async (folder: string) => {
    const project = await workspace.projectOf(folder);
    const checker = checkers.get(project) ?? makeChecker(project, tools);
    checkers.set(project, checker);
    return checker;
  };
  const options = { fix: given.has("fix"), withFixes: formatOf(given) === "json", printFixed: out.raw };
  const files: FileReport[] = [];
  const failures: FailureError[] = [];
  let skipped = 0;
  let excluded = 0;
  for await (const input of inputsOf(given, io)) {
    if (await isExcluded(input, workspace.projectOf)) {
      excluded++;
      if (input.isNamed) skipped += tellExcluded(input, err);
      continue;
    }
    const file = await lintInput(input, checkerOf, options).catch((error: unknown) => {
      // A folder whose configuration cannot be used does not keep the others from being checked, and fixes from being told.
      if (!(error instanceof FailureError)) throw error;
      failures.push(error);
      return { file: input.name, path: input.path, diagnostics: [], fixed: [], fixable: 0, error: error.message };
    });
    if (file !== undefined) files.push(file);
    else if (input.isNamed) skipped += refuse(input);
  }
  const [failure] = failures;
  if (failure !== undefined && failures.length === files.length) throw failure;
  if (files.length === 0 && skipped === 0) {
    if (excluded > 0) {
      throw new FailureError(`libvirt-cpu.json excludes all documents of ${given.positionals.join(", ")}.`);
    }
    throw new FailureError(await whyNone(given, io));
  }
  const configs: FileReport[] = [];
  for (const project of checkers.keys()) {
    const report = configReport(project, await project.allProblems());
    if (report !== undefined) configs.push(report);
  }
  const checked = files.filter(({ error, isUnfixed }) => error === undefined || isUnfixed === true).length;
  return { files: [...configs, ...files], checked, skipped };
}

/** No more than these are named as the way out. */
const MAX_PATTERNS = 3;

/** Folders without documents; files of other languages, told by their names, may hold some. */
async function whyNone(given: Given, { cwd }: Io): Promise<string> {
  const named = given.positionals.map((name) => (name === "." ? "this folder" : name));
  const none = `There are no libvirt documents in ${named.join(", ")}.`;
  const search = searchGiven(given);
  const isWanted = (place: string) => isOtherLanguage(place) && !search.isWanted(place);
  const counts = new Map<string, number>();
  for (const folder of given.positionals) {
    for await (const { path: place, error } of walk(path.resolve(cwd, folder), { ...search, isWanted })) {
      const ending = path.extname(place);
      if (error === undefined) counts.set(ending, (counts.get(ending) ?? 0) + 1);
    }
  }
  if (counts.size === 0) return none;
  const all = [...counts].sort(([, one], [, other]) => other - one);
  const total = all.reduce((sum, [, some]) => sum + some, 0);
  const includes = all.slice(0, MAX_PATTERNS).map(([ending]) => `--include '*${ending}'`);
  const files = total === 1 ? "1 file in another language" : `${total} files in other languages`;
  return `${none} ${files} may hold some: add ${includes.join(" ")}.`;
}

/** A named file that the configuration excludes is left out like those that are found: hooks name whatever was changed. */
function tellExcluded({ name }: Input, err: Printer): 1 {
  err.line(err.paint.dim(plain(`${name} is not checked: libvirt-cpu.json excludes it.`)));
  return 1;
}

/** A named file that is not libvirt's is left out: hooks name whatever was changed. Whoever pipes something means it. */
function refuse(input: Input): 1 {
  if (input.path === undefined) throw new FailureError(whyNothing(input));
  return 1;
}

/** The counts under a report. */
function summarise(files: readonly FileReport[], { checked, skipped }: Pick<Summary, "checked" | "skipped">): Summary {
  const counts: Record<Severity, number> = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { diagnostics } of files) for (const { severity } of diagnostics) counts[severity]++;
  return {
    checked,
    templates: files.filter(({ isTemplate, isEmbedded }) => isTemplate && !isEmbedded).length,
    embedded: files.filter(({ isEmbedded }) => isEmbedded).length,
    skipped,
    unreadable: files.filter(({ error, isUnfixed }) => error !== undefined && isUnfixed !== true).length,
    unfixed: files.filter(({ isUnfixed }) => isUnfixed === true).length,
    errors: counts.error,
    warnings: counts.warning,
    informations: counts.information,
    hints: counts.hint,
    fixed: files.reduce((sum, { fixed }) => sum + fixed.length, 0),
    fixable: files.reduce((sum, { fixable }) => sum + fixable, 0),
  };
}
