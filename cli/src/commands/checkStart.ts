import {
  type Assessment,
  type HostProblem,
  type HostVerdict,
  localReason,
  type Outcome,
  shortReason,
  summaryText,
} from "../../../shared/src/hosts/index.js";
import type { Given } from "../arguments/given.js";
import type { CliCommand, Tools } from "../command.js";
import { Exit, FailureError } from "../io.js";
import { type JudgedDefinition, type JudgedFile, judgeInput } from "../start/judgeInput.js";
import { type Cell, type Paint, type Printer, plain, printTable, toJson } from "../text/text.js";
import { inputsOf } from "../workspace/connection.js";
import { isExcluded, type Project, type ProjectFile } from "../workspace/workspace.js";

async function runCheckStart(given: Given, tools: Tools): Promise<Exit> {
  const catalogueOf = async (project: Project, file: ProjectFile, arch: string) =>
    tools.catalogue({ arch, ...(await tools.inForce(project, file)) });
  const files: JudgedFile[] = [];
  for await (const input of inputsOf(given, tools.io)) {
    // Who names a file asks about it.
    if (!input.isNamed && (await isExcluded(input, tools.workspace.projectOf))) continue;
    const judged = await judgeInput(input, { projectOf: tools.projectOf, catalogueOf });
    if (judged !== undefined) files.push(judged);
    else if (input.isNamed) throw new FailureError(`${input.name}: It is no definition of a VM.`);
  }
  if (files.length === 0) throw new FailureError(`There are no VMs in ${given.positionals.join(", ")}.`);
  if (given.has("json")) tools.out.raw(`${toJson({ files: files.map(toFile) })}\n`);
  else for (const file of files) printJudged(file, tools.out);
  if (files.some(({ error }) => error !== undefined)) return Exit.failure;
  return files.every(({ definitions }) => definitions.every(startsEverywhere)) ? Exit.ok : Exit.problems;
}

function startsEverywhere({ assessment }: JudgedDefinition): boolean {
  if (assessment === undefined) return true;
  const { verdicts, unknown } = assessment;
  return unknown.length === 0 && verdicts.every(({ outcome }) => outcome === "starts" || outcome === "fits");
}

function toFile({ file, definitions, error }: JudgedFile) {
  return {
    file,
    ...(error === undefined ? {} : { error }),
    definitions: definitions.map(({ line, assessment }) => ({
      line,
      ...(assessment === undefined
        ? {}
        : {
            target: assessment.target.name,
            summary: summaryText(assessment),
            hosts: assessment.verdicts.map(({ host, outcome, problems }) => ({
              host: host.name,
              libvirt: host.release,
              outcome,
              problems,
            })),
            unknown: assessment.unknown,
          }),
    })),
  };
}

const NAMES_SHOWN = 8;

const MARKS: Readonly<Record<Outcome, readonly [mark: string, colour: keyof Paint, words: string]>> = {
  starts: ["✓", "green", "starts"],
  fits: ["✓", "green", "fits the processor; domain capabilities are missing"],
  unknown: ["?", "yellow", "not known"],
  fails: ["✗", "red", "does not start"],
};

/** For people: a line that answers, and under it the hosts, those with the same reason together. */
function printJudged({ file, definitions, error }: JudgedFile, printer: Printer): void {
  const { paint } = printer;
  if (error !== undefined) printer.line(`${paint.bold(plain(file))}: ${paint.red(error)}`);
  for (const { line, assessment } of definitions) {
    const place = plain(definitions.length > 1 ? `${file}:${line}` : file);
    if (assessment === undefined) {
      printer.line(`${paint.bold(place)}: Its <cpu> is a host's: there is nothing to judge.`);
    } else {
      printer.line(`${paint.bold(place)}: ${plain(summaryText(assessment))}`);
      printTable(
        printer,
        [...groupVerdicts(assessment).flatMap((group) => groupRows(group, paint)), ...unknownRows(assessment, paint)],
        "  ",
      );
    }
  }
}

interface Group {
  readonly verdict: HostVerdict;
  readonly names: string[];
}

function groupVerdicts({ verdicts }: Assessment): Group[] {
  const groups = new Map<string, Group>();
  for (const verdict of verdicts) {
    const key = JSON.stringify([verdict.outcome, verdict.problems]);
    const group = groups.get(key) ?? { verdict, names: [] };
    group.names.push(verdict.host.name);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function groupRows({ verdict, names }: Group, paint: Paint): Cell[][] {
  const { outcome, problems } = verdict;
  const [mark, colour, words] = MARKS[outcome];
  const head = [{ text: mark, paint: paint[colour] }, nameList(names)];
  if (outcome === "starts" || outcome === "fits") return [[...head, words]];
  const said = problems.flatMap((problem) => [
    shortReason(problem, Number.POSITIVE_INFINITY),
    {
      text: problem.message === "" ? localReason(problem.because) : `${sayer(problem.code)}: ${problem.message}`,
      paint: paint.dim,
    },
  ]);
  return said.map((text, index) => [...(index === 0 ? head : ["", ""]), text]);
}

/** Who says it: what the tables of QEMU's own refusals hold comes from QEMU. */
function sayer(code: HostProblem["code"]): string {
  return code === "qemu-refuses" || code === "vendor-id-not-supported" ? "QEMU" : "libvirt";
}

function nameList(names: readonly string[]): string {
  if (names.length <= NAMES_SHOWN) return names.join(", ");
  return `${names.slice(0, NAMES_SHOWN).join(", ")} and ${names.length - NAMES_SHOWN} others`;
}

function unknownRows({ unknown }: Assessment, paint: Paint): Cell[][] {
  return unknown.map(({ name, reason }) => [{ text: "?", paint: paint.yellow }, name, reason]);
}

/** `libvirt-cpu check-start` */
export const checkStartCommand: CliCommand = {
  name: "check-start",
  takes: "<file | folder | ->…",
  summary: "Show which hosts a VM starts on, and why it does not start on the others.",
  description: [
    "Checks what libvirt and QEMU check: errors in the definition itself; the architecture, domain type, machine type and vCPUs; the CPU; Hyper-V and other features of the VM; CPUs, NUMA nodes, huge pages and the TSC of the host.",
    "Folders are searched as by lint: what .gitignore ignores is left out.",
    "With --uri the VMs of a libvirt are checked as they are defined there: could they move to these hosts? virsh is run for it, and changes nothing.",
    'The hosts are those of --host. Default: the target of the file in libvirt-cpu.json ("target" or "targets"), or of its comment <!-- libvirt-cpu-target NAME -->. In folders, files that "exclude" names are skipped. For a host with processor data only, the result is whether the CPU fits the processor.',
  ],
  options: ["json", "host", "target", "libvirt", "config", "uri", "via"],
  examples: [
    ["libvirt-cpu check-start web01.xml", "on the target of libvirt-cpu.json"],
    [
      "libvirt-cpu check-start web01.xml --host node1.domcaps.xml,node1.caps.xml",
      "on one host, with two documents about it",
    ],
    ["libvirt-cpu check-start --uri qemu+ssh://root@node1/system --target prod", "every VM of a host, on a pool"],
    ["virsh dumpxml web01 | libvirt-cpu check-start - --target prod", "a VM as libvirt stores it, on a pool"],
  ],
  exits: {
    [Exit.ok]: "every VM starts on, or fits, every host",
    [Exit.problems]: "some VM does not start on some host, or the result is unknown",
  },
  run: runCheckStart,
};
