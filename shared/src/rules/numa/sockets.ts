import * as l10n from "@vscode/l10n";
import { cpuListLimit, type DomainView, type NumaCellView, type TopologyView } from "../../domain/index.js";
import { valueRange } from "../attributeReports.js";
import type { Check, Rule } from "../rule.js";
import { maxVcpus } from "../vcpus/vcpuMax.js";
import { viewAt } from "../viewAt.js";
import { distribute, evenShares } from "./distribute.js";
import { numaCells } from "./numaCells.js";

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
      return { cell, problem: l10n.t("The threads of the core of vCPU {0} are in different cells", vcpu) };
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
      problem: l10n.t("Cell {0} has vCPUs of several sockets, and shares one with another cell", cell.number ?? ""),
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
    message: "{problem}. No real machine is built so: number vCPUs socket by socket.",
    check: splitSockets,
    fix: (finding, context) => {
      const view = viewAt(context, finding.start);
      return view === undefined || staysSplit(view) ? [] : distribute(context.document.text, view);
    },
  },
];
