import * as l10n from "@vscode/l10n";
import { cpuListLimit, type DomainView, maxVcpus, type NumaCellView, type TopologyView } from "../../domain/index.js";
import { setValue } from "../../edits/index.js";
import { attributeNamed, childNamed, childrenNamed, type XmlElement } from "../../xml/index.js";
import {
  type Check,
  type Fix,
  type MakeFixes,
  prefer,
  type Report,
  type Rule,
  removeThis,
  removeWhole,
  valueRange,
  wrongAttribute,
} from "../kit.js";
import { numberIn } from "../vcpus/count.js";
import { cellRange, distribute, evenShares, numaCells } from "./numaCells.js";

/** A core in two cells, or a cell that has parts of several sockets. */
const splitSockets: Check = function* ({ view }) {
  const topology = view.cpu?.topology;
  const max = maxVcpus(view);
  if (topology?.product === undefined || topology.product !== max || max > cpuListLimit) return;
  const cells = numaCells(view);
  const cellOf = cellsOfVcpus(cells, max);
  if (cellOf === undefined) return;
  const split = firstSplit(cellOf, topology);
  if (split?.cell.cpus === undefined) return;
  yield {
    rule: "numa-splits-socket",
    range: valueRange(split.cell.cpus.attribute),
    data: { problem: split.problem },
    related: [{ ...topology.element.startTag, message: l10n.t("The topology.") }],
    fixes: ({ text }) => (staysSplit(view) ? [] : distribute(text, view)),
  };
};

/** The cell of each vCPU, by number; undefined where the lists cannot be read, overlap or go too far. */
function cellsOfVcpus(cells: readonly NumaCellView[], max: number): (NumaCellView | undefined)[] | undefined {
  const cellOf: (NumaCellView | undefined)[] = new Array(max).fill(undefined);
  for (const cell of cells) {
    for (const { first, last } of cell.cpus?.set?.spans ?? []) {
      for (let vcpu = first; vcpu <= last; vcpu++) {
        if (vcpu >= max || cellOf[vcpu] !== undefined) return undefined;
        cellOf[vcpu] = cell;
      }
    }
  }
  return cellOf;
}

interface Split {
  readonly cell: NumaCellView;
  readonly problem: string;
}

function firstSplit(cellOf: readonly (NumaCellView | undefined)[], topology: TopologyView): Split | undefined {
  const threads = topology.threads?.number ?? 1;
  const perSocket = cellOf.length / (topology.sockets?.number ?? 1);
  for (let vcpu = 0; vcpu < cellOf.length; vcpu++) {
    const cell = cellOf[vcpu];
    const core = cellOf[vcpu - (vcpu % threads)];
    if (cell !== undefined && core !== undefined && cell !== core) {
      return { cell, problem: l10n.t("The threads of vCPU {0}'s core are in different cells", vcpu) };
    }
  }
  return firstCrossing(cellOf, perSocket);
}

/** A cell with vCPUs of several sockets, one of which it shares with another cell. */
function firstCrossing(cellOf: readonly (NumaCellView | undefined)[], perSocket: number): Split | undefined {
  const socketsOf = new Map<NumaCellView, Set<number>>();
  const cellsOf = new Map<number, Set<NumaCellView>>();
  for (const [vcpu, cell] of cellOf.entries()) {
    if (cell === undefined) continue;
    const socket = Math.floor(vcpu / perSocket);
    socketsOf.set(cell, (socketsOf.get(cell) ?? new Set()).add(socket));
    cellsOf.set(socket, (cellsOf.get(socket) ?? new Set()).add(cell));
  }
  for (const [cell, sockets] of socketsOf) {
    if (sockets.size < 2 || ![...sockets].some((socket) => (cellsOf.get(socket)?.size ?? 0) > 1)) continue;
    return {
      cell,
      problem: l10n.t("Cell {0} has vCPUs of several sockets and shares a socket with another cell", cell.number ?? ""),
    };
  }
  return undefined;
}

/** Whether even shares would cut through a core or socket too, as with more cells than cores. */
function staysSplit(view: DomainView): boolean {
  const topology = view.cpu?.topology;
  const cellOf = [...evenShares(view)].flatMap(([cell, { first, last }]) =>
    new Array<NumaCellView>(last - first + 1).fill(cell),
  );
  return topology !== undefined && firstSplit(cellOf, topology) !== undefined;
}

/** Cells and sockets. */
export const numaSocketRules: readonly Rule[] = [
  {
    id: "numa-splits-socket",
    stage: "silent",
    severity: "warning",
    message: "{problem}. Number vCPUs socket by socket, as real hardware does.",
    check: splitSockets,
  },
];

/** A cell's distance to itself, the usual one to others, and the largest: "cannot be reached" (ACPI's SLIT). */
const LOCAL = 10;
const REMOTE = 20;
const UNREACHABLE = 255;

/** libvirt: virDomainNumaDefNodeDistanceParseXML. */
const distances: Check = function* ({ view }) {
  const cells = numaCells(view);
  for (const { element, number: id } of cells) {
    const list = childNamed(element, "distances");
    if (list === undefined) continue;
    const siblings = childrenNamed(list, "sibling");
    if (siblings.length === 0) {
      const libvirt = "XML error: NUMA distances defined without siblings";
      const fixes: MakeFixes = ({ text }) => [removeWhole(text, list)];
      yield { rule: "numa-distances-empty", range: list.nameRange, libvirt, fixes };
    }
    for (const sibling of siblings) yield* wrongSibling(sibling, id, cells.length);
  }
};

function* wrongSibling(sibling: XmlElement, cell: number | undefined, count: number): Iterable<Report> {
  const id = numberIn(attributeNamed(sibling, "id")?.value);
  const isSelf = id !== undefined && id === cell;
  const suggested = String(isSelf ? LOCAL : REMOTE);
  yield* wrongAttribute(sibling, "id", { required: true, suggested: "0" });
  yield* wrongAttribute(sibling, "value", { required: true, suggested });
  const place = attributeNamed(sibling, "id");
  if (id !== undefined && place !== undefined && id >= count) {
    yield {
      rule: "numa-sibling-id",
      range: valueRange(place),
      data: { id: String(id), cells: cellRange(count) },
      libvirt: `XML error: 'sibling_id ${id}' does not refer to a valid cell within NUMA 'cell id ${cell ?? ""}'`,
      fixes: ({ text }) => removeSibling(text, sibling),
    };
    return;
  }
  const attribute = attributeNamed(sibling, "value");
  const value = numberIn(attribute?.value);
  if (id === undefined || attribute === undefined || value === undefined) return;
  if (value >= LOCAL && value <= UNREACHABLE && (value === LOCAL) === isSelf) return;
  yield {
    rule: "numa-distance",
    range: valueRange(attribute),
    data: { value: String(value), expected: expectedDistance(isSelf) },
    libvirt: `XML error: 'value ${value}' is invalid for 'sibling id ${id}' under NUMA 'cell id ${cell ?? ""}'`,
    fixes: ({ text }) => [prefer(l10n.t("Change to {0}", suggested), setValue(text, attribute, suggested))],
  };
}

/** Takes a sibling away; the last one together with its `<distances>`, which must not be empty. */
function removeSibling(text: string, sibling: XmlElement): Fix[] {
  const list = sibling.parent;
  return list === undefined ? [] : [removeThis(text, childrenNamed(list, "sibling").length === 1 ? list : sibling)];
}

function expectedDistance(isSelf: boolean): string {
  return isSelf
    ? l10n.t("the distance of a cell to itself is {0}", LOCAL)
    : l10n.t("the distance to another cell is from {0} to {1}, usually {2}", LOCAL + 1, UNREACHABLE, REMOTE);
}

/** Distances between cells. */
export const numaDistanceRules: readonly Rule[] = [
  {
    id: "numa-distances-empty",
    stage: "define",
    severity: "error",
    message: "<distances> has no <sibling>, and libvirt rejects it. Add siblings, or remove <distances>.",
    check: distances,
  },
  {
    id: "numa-sibling-id",
    stage: "define",
    severity: "error",
    message: "Cell {id} does not exist: {cells}.",
  },
  {
    id: "numa-distance",
    stage: "define",
    severity: "error",
    message: "The distance {value} is not valid: {expected}.",
  },
];
