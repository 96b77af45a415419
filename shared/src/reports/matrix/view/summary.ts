import * as l10n from "@vscode/l10n";
import type { Matrix } from "../../../messages.js";
import type { Arrangement, MatrixView } from "./arrange.js";
import {
  ASK_CODES,
  type AskCode,
  askOf,
  CELL_CODES,
  type CellCode,
  cellOf,
  isConflict,
  isThere,
  type Tab,
} from "./cells.js";
import { verdictText } from "./words.js";

/** How the rows of a table spread over the hosts that are shown. */
export interface Counts {
  readonly hosts: number;
  readonly rows: number;
  readonly onAll: number;
  readonly onNone: number;
  readonly differ: number;
  readonly unknown: number;
}

/** Counts all rows of a table, filtered out or not. */
export function countRows(matrix: Matrix, tab: Tab, columns: readonly number[]): Counts {
  const spreads = matrix[tab].map((_, row) => spreadOf(matrix, tab, row, columns));
  const count = (wanted: Spread) => spreads.filter((spread) => spread === wanted).length;
  return {
    hosts: hostCount(matrix, columns),
    rows: spreads.length,
    onAll: count("all"),
    onNone: count("none"),
    differ: count("some"),
    unknown: count("unknown"),
  };
}

type Spread = "all" | "none" | "some" | "unknown";

function spreadOf(matrix: Matrix, tab: Tab, row: number, columns: readonly number[]): Spread {
  let spread: Spread = "unknown";
  for (const index of columns) {
    const column = matrix.hosts[index];
    const there = column && isThere(cellOf(column, tab, row));
    if (there === undefined) continue;
    const one = there ? "all" : "none";
    if (spread === "unknown") spread = one;
    else if (spread !== one) return "some";
  }
  return spread;
}

/** `69 of 212 features differ between 3 hosts · 100 on all, 43 on none · web01 starts on 2 of 3 hosts`. */
export function summaryLine(matrix: Matrix, tab: Tab, columns: readonly number[]): string {
  const { hosts, rows, onAll, onNone, differ, unknown } = countRows(matrix, tab, columns);
  if (hosts === 0) return l10n.t("No hosts, {0}", rowsText(tab, rows));
  const open = unknown > 0 ? [l10n.t("{0} unknown", number(unknown))] : [];
  const parts =
    columns.length === 1
      ? [
          [
            l10n.t("{0} of {1} available", number(onAll), rowsText(tab, rows)),
            l10n.t("{0} not available", number(onNone)),
            ...open,
          ].join(", "),
        ]
      : [
          l10n.t("{0} of {1} differ between {2}", number(differ), rowsText(tab, rows), hostsText(hosts)),
          [l10n.t("{0} on all", number(onAll)), l10n.t("{0} on none", number(onNone)), ...open].join(", "),
        ];
  return [...parts, ...verdictWords(matrix, columns)].join(" · ");
}

/** On how many hosts the document's VM starts; empty without a document. */
function verdictWords(matrix: Matrix, columns: readonly number[]): string[] {
  const { hosts, document } = matrix;
  if (document === undefined) return [];
  const counts = { starts: 0, fits: 0, unknown: 0, fails: 0 };
  for (const index of columns) {
    const { names = [], verdict } = hosts[index] ?? {};
    counts[verdict?.outcome ?? "unknown"] += names.length;
  }
  const { starts, fits, unknown, fails } = counts;
  const [only] = columns.flatMap((index) => hosts[index] ?? []);
  if (only !== undefined && starts + fits + unknown + fails === 1) return [verdictText(matrix, only)].filter(Boolean);
  const total = starts + fits + unknown + fails;
  const start = l10n.t("{0} starts on {1} of {2}", document.name, number(starts), hostsText(total));
  const open = fits + unknown;
  return [open > 0 ? l10n.t("{0}, {1} unknown", start, number(open)) : start];
}

/** How much of it is shown: `Showing 12 features`, `Showing 12 features on 2 of 4 hosts`. */
export function shownLine(matrix: Matrix, { tab }: MatrixView, { lines, columns }: Arrangement): string {
  const rows = lines.filter(({ row }) => row !== undefined).length;
  const things = rowsText(tab, rows);
  if (columns.length === matrix.hosts.length) return l10n.t("Showing {0}", things);
  return l10n.t("Showing {0} on {1} of {2}", things, number(hostCount(matrix, columns)), hostsText(hostCount(matrix)));
}

function hostCount({ hosts }: Matrix, columns: Iterable<number> = hosts.keys()): number {
  return [...columns].reduce((sum, index) => sum + (hosts[index]?.names.length ?? 0), 0);
}

/** The codes that some cell has: a legend of these is enough. */
export function usedCodes(matrix: Matrix, tab: Tab, { lines, columns }: Arrangement): CellCode[] {
  const seen = new Set<CellCode>();
  for (const { row } of lines) {
    if (row === undefined) continue;
    for (const index of columns) {
      const column = matrix.hosts[index];
      if (column !== undefined) seen.add(cellOf(column, tab, row));
    }
    if (seen.size === CELL_CODES.length) break;
  }
  return CELL_CODES.filter((code) => seen.has(code));
}

/** What the definition says in some row that is shown. */
export function usedAsks(matrix: Matrix, tab: Tab, { lines }: Arrangement): AskCode[] {
  const seen = new Set(lines.flatMap(({ row }) => (row === undefined ? [] : [askOf(matrix, tab, row)])));
  return ASK_CODES.filter((code) => code !== " " && seen.has(code));
}

/** Is there a cell that is not as the definition asks? */
export function hasConflict(matrix: Matrix, tab: Tab, { lines, columns }: Arrangement): boolean {
  if (matrix.document === undefined) return false;
  return lines.some(({ row }) => {
    if (row === undefined) return false;
    const ask = askOf(matrix, tab, row);
    return columns.some((index) => {
      const column = matrix.hosts[index];
      return column !== undefined && isConflict(ask, cellOf(column, tab, row));
    });
  });
}

/** Why the table is empty, with a way on; undefined where it is not. */
export function emptyReason(matrix: Matrix, view: MatrixView, { lines, columns }: Arrangement): string | undefined {
  const { tab } = view;
  const things = tab === "features" ? l10n.t("features") : l10n.t("models");
  if (matrix.hosts.length === 0) return l10n.t("No hosts yet. Add one in the Hosts view.");
  if (columns.length === 0) return l10n.t("No host matches the filter. Clear the host filter to see all.");
  if (lines.length > 0) return undefined;
  if (matrix[tab].length === 0) return l10n.t("There are no {0} for these hosts.", things);
  if (view.filter.trim() === "") return l10n.t('No {0} differ. Turn off "Differences only" to see all.', things);
  return view.differencesOnly
    ? l10n.t('No differing {0} match the filter. Clear the filter, or turn off "Differences only".', things)
    : l10n.t("No {0} match the filter. Clear the filter to see all.", things);
}

/** `12 features`, `1 model`. */
function rowsText(tab: Tab, count: number): string {
  if (tab === "features") return count === 1 ? l10n.t("1 feature") : l10n.t("{0} features", number(count));
  return count === 1 ? l10n.t("1 model") : l10n.t("{0} models", number(count));
}

function hostsText(count: number): string {
  return count === 1 ? l10n.t("1 host") : l10n.t("{0} hosts", number(count));
}

function number(count: number): string {
  return count.toLocaleString("en");
}
