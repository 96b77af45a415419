import * as l10n from "@vscode/l10n";
import {
  type CpuSet,
  type CpuSpan,
  type DomainView,
  formatCpuList,
  highestCpu,
  maxVcpus,
  type NumaCellView,
  parseCpuList,
} from "../../domain/index.js";
import { setAttribute } from "../../edits/index.js";
import { type Check, type Fix, offer, prefer, type Rule, removeThis, repair, valueRange } from "../kit.js";
import { giveVcpus, runsOnQemu } from "../vcpus/count.js";
import { cellsByNumber, distribute, numaCells } from "./numaCells.js";

/** libvirt: virDomainDefParseXML, for every driver. */
const cpusExceed: Check = function* ({ view }) {
  const max = maxVcpus(view);
  if (max === undefined || max === 0) return;
  const needed = 1 + numaCells(view).reduce((most, cell) => Math.max(most, highestOf(cell) ?? -1), -1);
  for (const cell of numaCells(view)) {
    const { cpus, number: id } = cell;
    const highest = highestOf(cell);
    if (cpus === undefined || highest === undefined || highest < max) continue;
    yield {
      rule: "numa-cpus-exceed",
      range: valueRange(cpus.attribute),
      data: { id: String(id ?? ""), highest: String(highest), max: String(max) },
      ...(view.vcpu === undefined
        ? {}
        : { related: [{ ...view.vcpu.countRange, message: l10n.t("<vcpu> is {0}.", view.vcpu.count ?? "") }] }),
      libvirt: "internal error: CPU IDs in <numa> exceed the <vcpu> count",
      fixes: ({ text }) => [
        ...distribute(text, view),
        ...giveVcpus(text, view, needed),
        ...(numaCells(view).length > 1 ? [removeThis(text, cell.element)] : []),
      ],
    };
  }
};

function highestOf({ cpus }: NumaCellView): number | undefined {
  return cpus?.set === undefined ? undefined : highestCpu(cpus.set);
}

/** libvirt: qemuDomainDefNumaCPUsRectify puts what is left over into cell 0. */
const cpusMissing: Check = function* ({ view }) {
  const cells = numaCells(view);
  const zero = cellsByNumber(cells).get(0);
  const left = leftOver(view);
  if (zero === undefined || left === undefined || left.count === 0 || !runsOnQemu(view.type?.value)) return;
  const alone = cells.length === 1 && zero.cpus === undefined;
  const place = zero.cpus?.attribute;
  const list = formatCpuList(joined(left, zero.cpus?.set));
  yield {
    rule: "numa-cpus-missing",
    range: place === undefined ? zero.element.nameRange : valueRange(place),
    data: { missing: formatCpuList(left), list },
    // One cell without a list means all vCPUs: nobody is surprised.
    ...(alone ? { severity: "hint" } : {}),
    fixes: ({ text }) => fillCellZero(text, view, zero, list),
  };
};

function fillCellZero(text: string, view: DomainView, zero: NumaCellView, list: string): Fix[] {
  // A list has a limit that the number of vCPUs has not.
  if (parseCpuList(list) === undefined) return [];
  const even = numaCells(view).length === 1 ? [] : distribute(text, view);
  // With several cells the vCPUs may be meant to be in another one.
  const make = even.length === 0 ? repair : prefer;
  return [
    make(l10n.t("Set cpus to '{0}', as libvirt does", list), setAttribute(text, zero.element, "cpus", list)),
    ...even.map((fix) => offer(fix.title, ...fix.edits)),
  ];
}

/** The vCPUs that no cell has; undefined where the cells' lists cannot be read, overlap or go too far. */
function leftOver(view: DomainView): CpuSet | undefined {
  const max = maxVcpus(view);
  const cells = numaCells(view);
  if (max === undefined || cells.some(({ cpus }) => cpus !== undefined && cpus.set === undefined)) return undefined;
  const used = cells.flatMap(({ cpus }) => cpus?.set?.spans ?? []).sort((a, b) => a.first - b.first);
  const spans: CpuSpan[] = [];
  let next = 0;
  for (const { first, last } of used) {
    if (first < next || last >= max) return undefined;
    if (first > next) spans.push({ first: next, last: first - 1 });
    next = last + 1;
  }
  if (next < max) spans.push({ first: next, last: max - 1 });
  return { spans, count: spans.length };
}

/** Two sets that have nothing in common, as one. */
function joined(one: CpuSet, other: CpuSet | undefined): CpuSet {
  const spans: CpuSpan[] = [];
  for (const span of [...one.spans, ...(other?.spans ?? [])].sort((a, b) => a.first - b.first)) {
    const before = spans.at(-1);
    if (before !== undefined && before.last + 1 === span.first)
      spans[spans.length - 1] = { ...before, last: span.last };
    else spans.push(span);
  }
  return { spans, count: spans.length };
}

/** The vCPUs of the cells against those of the VM. */
export const numaCpuRules: readonly Rule[] = [
  {
    id: "numa-cpus-exceed",
    stage: "define",
    severity: "error",
    message: "Cell {id} lists vCPU {highest}, but the VM has only {max} vCPUs, numbered from 0.",
    check: cpusExceed,
    vetted: true,
  },
  {
    id: "numa-cpus-missing",
    stage: "silent",
    severity: "warning",
    message: "vCPUs {missing} are not in any cell. libvirt adds them to cell 0, as cpus='{list}'.",
    check: cpusMissing,
  },
];
