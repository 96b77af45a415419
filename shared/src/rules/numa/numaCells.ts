import * as l10n from "@vscode/l10n";
import {
  type CpuSpan,
  cpuListLimit,
  type DomainView,
  formatCpuList,
  maxVcpus,
  type NumaCellView,
  type TopologyView,
} from "../../domain/index.js";
import { setAttribute } from "../../edits/index.js";
import { type Fix, prefer } from "../kit.js";

const NONE: readonly never[] = [];

/** The guest's NUMA cells in document order. None outside a domain. */
export function numaCells(view: DomainView): readonly NumaCellView[] {
  return view.numa?.cells ?? NONE;
}

/** The cells by number; of several with one number the first. */
export function cellsByNumber(cells: readonly NumaCellView[]): ReadonlyMap<number, NumaCellView> {
  const byNumber = new Map<number, NumaCellView>();
  for (const cell of cells) {
    if (cell.number !== undefined && !byNumber.has(cell.number)) byNumber.set(cell.number, cell);
  }
  return byNumber;
}

/** How the cells are numbered, in words. */
export function cellRange(count: number): string {
  return count === 1 ? l10n.t("the only cell is 0") : l10n.t("the cells are 0 to {0}", count - 1);
}

/**
 * A fix that gives each cell an even share of the vCPUs, whole sockets or cores kept together where they can be. Cells
 * that have memory only stay so. None where there are fewer vCPUs than cells.
 */
export function distribute(text: string, view: DomainView): Fix[] {
  const shares = evenShares(view);
  if (shares.size === 0) return [];
  const edits = [...shares].map(([{ element }, span]) =>
    setAttribute(text, element, "cpus", formatCpuList({ spans: [span], count: 1 })),
  );
  const vcpus = maxVcpus(view);
  const all = vcpus === 1 ? l10n.t("the vCPU") : l10n.t("all {0} vCPUs", vcpus ?? "");
  return [
    prefer(
      shares.size === 1 ? l10n.t("Add {0} to the cell", all) : l10n.t("Divide {0} between {1} cells", all, shares.size),
      ...edits,
    ),
  ];
}

/** The share of each cell; empty where the vCPUs do not go round. */
export function evenShares(view: DomainView): ReadonlyMap<NumaCellView, CpuSpan> {
  const cells = numaCells(view);
  const withCpus = cells.filter(({ cpus }) => cpus !== undefined && (cpus.set === undefined || cpus.set.count > 0));
  const targets = withCpus.length === 0 ? cells : withCpus;
  const vcpus = maxVcpus(view);
  if (vcpus === undefined || vcpus > cpuListLimit || targets.length > vcpus || targets.length === 0) return new Map();
  return sharesOf(vcpus, targets, view.cpu?.topology);
}

/** Even shares in ascending order. */
function sharesOf(
  vcpus: number,
  cells: readonly NumaCellView[],
  topology: TopologyView | undefined,
): Map<NumaCellView, CpuSpan> {
  const unit = unitOf(vcpus, cells.length, topology);
  const units = vcpus / unit;
  const border = (cell: number) => Math.floor((cell * units) / cells.length) * unit;
  return new Map(cells.map((cell, index) => [cell, { first: border(index), last: border(index + 1) - 1 }]));
}

/** How many vCPUs stay together: a socket's, else a core's, else none. */
function unitOf(vcpus: number, cells: number, topology: TopologyView | undefined): number {
  if (topology?.product !== vcpus) return 1;
  const socket = vcpus / (topology.sockets?.number ?? 1);
  const core = topology.threads?.number ?? 1;
  return [socket, core].find((unit) => Number.isInteger(unit) && vcpus / unit >= cells) ?? 1;
}
