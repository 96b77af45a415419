import * as l10n from "@vscode/l10n";
import {
  type CpuSet,
  type CpuSpan,
  type DomainView,
  formatCpuList,
  highestCpu,
  type NumaCellView,
} from "../../domain/index.js";
import { setAttribute } from "../../edits/attributeEdits.js";
import { valueRange } from "../attributeReports.js";
import { offer, removeWhole, repair } from "../fix.js";
import type { Check, Fix, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";
import { giveVcpus } from "../vcpus/giveVcpus.js";
import { maxVcpus } from "../vcpus/vcpuMax.js";
import { viewAt } from "../viewAt.js";
import { distribute } from "./distribute.js";
import { cellsByNumber, numaCells } from "./numaCells.js";

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
      data: { id: String(id ?? ""), highest: String(highest), max: String(max), needed: String(needed) },
      ...(view.vcpu === undefined
        ? {}
        : { related: [{ ...view.vcpu.countRange, message: l10n.t("<vcpu> says {0}.", view.vcpu.count ?? "") }] }),
      libvirt: "internal error: CPU IDs in <numa> exceed the <vcpu> count",
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
  yield {
    rule: "numa-cpus-missing",
    range: place === undefined ? zero.element.nameRange : valueRange(place),
    data: { missing: formatCpuList(left), list: formatCpuList(joined(left, zero.cpus?.set)) },
    // One cell without a list means all vCPUs: nobody is surprised.
    ...(alone ? { severity: "hint" } : {}),
  };
};

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

const fillCellZero: NonNullable<Rule["fix"]> = (finding, context) => {
  const view = viewAt(context, finding.start);
  const zero = view === undefined ? undefined : cellsByNumber(numaCells(view)).get(0);
  const { list } = finding.data;
  if (view === undefined || zero === undefined || list === undefined) return [];
  const { text } = context.document;
  const even = numaCells(view).length === 1 ? [] : distribute(text, view);
  return [
    repair(l10n.t("Write cpus='{0}', as libvirt does", list), setAttribute(text, zero.element, "cpus", list)),
    ...even.map((fix) => offer(fix.title, ...fix.edits)),
  ];
};

const matchVcpus: NonNullable<Rule["fix"]> = (finding, context) => {
  const view = viewAt(context, finding.start);
  if (view === undefined) return [];
  const { text } = context.document;
  const fixes: Fix[] = [...distribute(text, view), ...giveVcpus(text, view, Number(finding.data.needed))];
  const remove = numaCells(view).length > 1 ? removeWhole(finding, context, l10n.t("Remove this <cell>")) : [];
  return [...fixes, ...remove];
};

/** The vCPUs of the cells against those of the VM. */
export const numaCpuRules: readonly Rule[] = [
  {
    id: "numa-cpus-exceed",
    stage: "define",
    severity: "error",
    message: "Cell {id} has vCPU {highest}, but the VM has only {max} vCPUs, numbered from 0.",
    check: cpusExceed,
    fix: matchVcpus,
    vetted: true,
  },
  {
    id: "numa-cpus-missing",
    stage: "silent",
    severity: "warning",
    message: "vCPUs {missing} are in no cell: libvirt puts them into cell 0, as cpus='{list}'.",
    check: cpusMissing,
    fix: fillCellZero,
  },
];
