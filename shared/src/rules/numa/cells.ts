import * as l10n from "@vscode/l10n";
import type { NumaCellView } from "../../domain/index.js";
import { parseMemory } from "../../domain/memorySizes.js";
import { parseSize } from "../../domain/parseSize.js";
import { attributeNamed, childNamed, type XmlElement } from "../../xml/index.js";
import { valueRange, wrongAttribute } from "../attributeReports.js";
import { wrongCpuList } from "../cpuListReports.js";
import { offer, prefer, removeWhole } from "../fix.js";
import type { Check, Fix, Report, Rule, RuleContext } from "../rule.js";
import { wrongSize } from "../sizeReports.js";
import { overlapping } from "../vcpus/overlapping.js";
import { viewAt } from "../viewAt.js";
import { distribute } from "./distribute.js";
import { cellRange, numaCells } from "./numaCells.js";
import { renumber } from "./renumber.js";

/** libvirt: virDomainNumaDefParseXML, cell by cell. */
const cellNumbers: Check = function* ({ view }) {
  const cells = numaCells(view);
  const { numa } = view;
  if (numa === undefined) return;
  if (cells.length === 0) {
    const libvirt = "XML error: NUMA topology defined without NUMA cells";
    yield { rule: "numa-empty", range: numa.element.nameRange, libvirt };
  }
  const seen = new Map<number, NumaCellView>();
  const taken = new Set(cells.map(({ number }) => number));
  const suggested = shareOfMemory(view.domain, cells.length);
  for (const [index, cell] of cells.entries()) {
    yield* wrongAttribute(cell.element, "id", taken.has(index) ? {} : { suggested: String(index) });
    yield* wrongNumber(cell, cells.length, seen);
    yield* wrongCpuList(cell.element, "cpus");
    yield* wrongSize({ element: cell.element, name: "memory", path: "./@memory", suggested });
    yield* wrongAttribute(cell.element, "memAccess", { words: ["shared", "private"] });
    yield* wrongAttribute(cell.element, "discard", { words: ["yes", "no"] });
  }
};

function* wrongNumber(cell: NumaCellView, count: number, seen: Map<number, NumaCellView>): Iterable<Report> {
  const { number: id, id: given, element } = cell;
  if (id === undefined) return;
  const range = given === undefined ? element.nameRange : valueRange(given.attribute);
  const other = seen.get(id);
  if (id >= count) {
    const libvirt =
      "XML error: Exactly one 'cell' element per guest NUMA cell allowed, non-contiguous ranges or ranges not starting from 0 are not allowed";
    yield {
      rule: "numa-cell-id",
      range,
      data: { id: String(id), cells: cellRange(count) },
      libvirt,
    };
  } else if (other !== undefined && hasMemory(other)) {
    yield {
      rule: "numa-cell-duplicate",
      range,
      data: { id: String(id) },
      related: [{ ...other.element.startTag, message: l10n.t("The other one.") }],
      libvirt: `XML error: Duplicate NUMA cell info for cell id '${id}'`,
    };
  }
  seen.set(id, cell);
}

/** libvirt knows a cell that it has read by its memory: one without is overwritten. */
function hasMemory({ memory, unit }: NumaCellView): boolean {
  if (memory === undefined) return true;
  const size = parseMemory(memory.value, unit?.value);
  return "problem" in size || size.bytes > 0n;
}

/** An equal share of the domain's memory, `number unit`; undefined where that cannot be told. */
function shareOfMemory(domain: XmlElement | undefined, count: number): string | undefined {
  const memory = childNamed(domain, "memory");
  const unit = attributeNamed(memory, "unit")?.value ?? "KiB";
  const size = memory === undefined ? undefined : parseSize(memory.text.trim(), "b");
  if (size === undefined || "problem" in size || count === 0 || "problem" in parseSize("1", unit)) return undefined;
  const share = size.bytes / BigInt(count);
  return share > 0n ? `${share} ${unit}` : undefined;
}

const cellOverlap: Check = function* ({ view }) {
  const cells = numaCells(view);
  if (cells.length < 2) return;
  const byElement = new Map(cells.map((cell) => [cell.element, cell]));
  const sets = cells.flatMap(({ cpus, element }) => (cpus?.set === undefined ? [] : [{ set: cpus.set, element }]));
  for (const [element, other] of overlapping(sets)) {
    const cell = byElement.get(element);
    const first = byElement.get(other);
    if (cell?.cpus === undefined || first === undefined) continue;
    yield {
      rule: "numa-cells-overlap",
      range: valueRange(cell.cpus.attribute),
      data: { id: String(cell.number ?? ""), other: String(first.number ?? "") },
      related: [{ ...other.startTag, message: l10n.t("The other cell.") }],
      libvirt: `unsupported configuration: NUMA cells ${cell.number ?? ""} and ${first.number ?? ""} have overlapping vCPU ids`,
    };
  }
};

/** Numbers all cells anew, or takes this one away. */
function renumberOrRemove(finding: Parameters<typeof removeWhole>[0], context: RuleContext): Fix[] {
  const view = viewAt(context, finding.start);
  if (view === undefined) return [];
  const others = numaCells(view).length > 1;
  const remove = others ? removeWhole(finding, context, l10n.t("Remove this <cell>")) : [];
  return [
    prefer(l10n.t("Number the cells from 0 on"), ...renumber(context.document.text, view)),
    ...remove.map((fix) => offer(fix.title, ...fix.edits)),
  ];
}

/** The cells of a guest. */
export const numaCellRules: readonly Rule[] = [
  {
    id: "numa-empty",
    stage: "define",
    severity: "error",
    message: "<numa> without a <cell> is refused. Add cells, or remove it.",
    check: cellNumbers,
    fix: (finding, context) => removeWhole(finding, context, l10n.t("Remove <numa>")),
  },
  {
    id: "numa-cell-id",
    stage: "define",
    severity: "error",
    message: "There is no cell {id}: cells are numbered from 0 on without gaps, and here {cells}.",
    fix: renumberOrRemove,
    vetted: true,
  },
  {
    id: "numa-cell-duplicate",
    stage: "define",
    severity: "error",
    message: "There is a cell {id} already. Number the cells from 0 on, each number once.",
    fix: renumberOrRemove,
    vetted: true,
  },
  {
    id: "numa-cells-overlap",
    stage: "define",
    severity: "error",
    message: "Cells {id} and {other} share a vCPU. Each vCPU belongs to one cell.",
    check: cellOverlap,
    vetted: true,
    fix: (finding, context) => {
      const view = viewAt(context, finding.start);
      if (view === undefined) return [];
      return [
        ...distribute(context.document.text, view),
        ...removeWhole(finding, context, l10n.t("Remove this <cell>")),
      ];
    },
  },
];
