import type { Assessment, HostVerdict, Outcome } from "../../../shared/src/hosts/index.js";
import { shortReason } from "../../../shared/src/hosts/reasons.js";
import { summaryText } from "../../../shared/src/hosts/reasonsSummary.js";
import { plain } from "../text/plain.js";
import type { Paint, Printer } from "../text/printer.js";
import { type Cell, printTable } from "../text/table.js";
import type { JudgedFile } from "./judgeInput.js";

const NAMES_SHOWN = 8;

const MARKS: Readonly<Record<Outcome, readonly [mark: string, colour: keyof Paint, words: string]>> = {
  starts: ["✓", "green", "starts"],
  fits: ["✓", "green", "fits the processor; what the hypervisor gives is not known"],
  unknown: ["?", "yellow", "not known"],
  fails: ["✗", "red", "does not start"],
};

/** For people: a line that answers, and under it the hosts, those with the same reason together. */
export function printJudged({ file, definitions, error }: JudgedFile, printer: Printer): void {
  const { paint } = printer;
  if (error !== undefined) printer.line(`${paint.bold(plain(file))}: ${paint.red(error)}`);
  for (const { line, assessment } of definitions) {
    const place = plain(definitions.length > 1 ? `${file}:${line}` : file);
    if (assessment === undefined) {
      printer.line(`${paint.bold(place)}: It has no <cpu>: there is nothing to judge.`);
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
    shortReason(problem, names.length > 1, Number.POSITIVE_INFINITY),
    { text: problem.message === "" ? problem.because : `libvirt: ${problem.message}`, paint: paint.dim },
  ]);
  return said.map((text, index) => [...(index === 0 ? head : ["", ""]), text]);
}

function nameList(names: readonly string[]): string {
  if (names.length <= NAMES_SHOWN) return names.join(", ");
  return `${names.slice(0, NAMES_SHOWN).join(", ")} and ${names.length - NAMES_SHOWN} more`;
}

function unknownRows({ unknown }: Assessment, paint: Paint): Cell[][] {
  return unknown.map(({ name, reason }) => [{ text: "?", paint: paint.yellow }, name, reason]);
}
