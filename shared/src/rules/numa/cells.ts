import * as l10n from "@vscode/l10n";
import { type DomainView, type NumaCellView, parseMemory, parseSize } from "../../domain/index.js";
import { setAttribute, setValue } from "../../edits/index.js";
import { attributeNamed, childNamed, childrenNamed, type TextEdit, type XmlElement } from "../../xml/index.js";
import {
  type Check,
  type MakeFixes,
  offer,
  prefer,
  type Report,
  type Rule,
  removeThis,
  removeWhole,
  valueRange,
  wrongAttribute,
  wrongCpuList,
  wrongSize,
} from "../kit.js";
import { numberIn } from "../vcpus/count.js";
import { overlapping } from "../vcpus/cputune.js";
import { interconnectsOf } from "./interconnects.js";
import { cellRange, distribute, numaCells } from "./numaCells.js";

/** libvirt: virDomainNumaDefParseXML, cell by cell. */
const cellNumbers: Check = function* ({ view }) {
  const cells = numaCells(view);
  const { numa } = view;
  if (numa === undefined) return;
  if (cells.length === 0) {
    const libvirt = "XML error: NUMA topology defined without NUMA cells";
    const fixes: MakeFixes = ({ text }) => [removeWhole(text, numa.element)];
    yield { rule: "numa-empty", range: numa.element.nameRange, libvirt, fixes };
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
  const fixes: MakeFixes = ({ text, view }) => [
    prefer(l10n.t("Number the cells from 0"), ...renumber(text, view)),
    ...(count > 1 ? [removeThis(text, element, offer)] : []),
  ];
  if (id >= count) {
    const libvirt =
      "XML error: Exactly one 'cell' element per guest NUMA cell allowed, non-contiguous ranges or ranges not starting from 0 are not allowed";
    yield {
      rule: "numa-cell-id",
      range,
      data: { id: String(id), cells: cellRange(count) },
      libvirt,
      fixes,
    };
  } else if (other !== undefined && hasMemory(other)) {
    yield {
      rule: "numa-cell-duplicate",
      range,
      data: { id: String(id) },
      related: [{ ...other.element.startTag, message: l10n.t("The other one.") }],
      libvirt: `XML error: Duplicate NUMA cell info for cell id '${id}'`,
      fixes,
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
      fixes: ({ text }) => [...distribute(text, view), removeThis(text, element)],
    };
  }
};

/** The cells of a guest. */
export const numaCellRules: readonly Rule[] = [
  {
    id: "numa-empty",
    stage: "define",
    severity: "error",
    message: "<numa> has no <cell>, and libvirt rejects it. Add cells, or remove <numa>.",
    check: cellNumbers,
  },
  {
    id: "numa-cell-id",
    stage: "define",
    severity: "error",
    message: "Cell {id} does not exist: cells are numbered from 0 without gaps, and here {cells}.",
    vetted: true,
  },
  {
    id: "numa-cell-duplicate",
    stage: "define",
    severity: "error",
    message: "Cell {id} already exists. Number the cells from 0, each number once.",
    vetted: true,
  },
  {
    id: "numa-cells-overlap",
    stage: "define",
    severity: "error",
    message: "Cells {id} and {other} list the same vCPU. A vCPU can be in only one cell.",
    check: cellOverlap,
    vetted: true,
  },
];

/** Edits that number the cells from 0 on in document order, and follow with what refers to them. */
function renumber(text: string, view: DomainView): TextEdit[] {
  const cells = numaCells(view);
  const moved = new Map<number, number>();
  const edits: TextEdit[] = [];
  for (const [index, { element, number: id, id: given }] of cells.entries()) {
    if (given === undefined || id !== index) edits.push(setAttribute(text, element, "id", String(index)));
    if (id !== undefined && !moved.has(id)) moved.set(id, index);
  }
  for (const [element, name] of references(view)) {
    const attribute = attributeNamed(element, name);
    const from = numberIn(attribute?.value);
    const to = from === undefined ? undefined : moved.get(from);
    if (attribute !== undefined && to !== undefined && to !== from) edits.push(setValue(text, attribute, String(to)));
  }
  return edits.filter((edit) => text.slice(edit.start, edit.end) !== edit.newText);
}

/** Where a document names cells by number: distances, interconnects, memory tuning. */
function* references(view: DomainView): Iterable<readonly [XmlElement, string]> {
  for (const { element } of numaCells(view)) {
    for (const sibling of childrenNamed(childNamed(element, "distances"), "sibling")) yield [sibling, "id"];
  }
  for (const link of interconnectsOf(view)) {
    yield [link, "initiator"];
    yield [link, "target"];
  }
  for (const node of childrenNamed(childNamed(view.domain, "numatune"), "memnode")) yield [node, "cellid"];
}
