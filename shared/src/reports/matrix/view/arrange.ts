import type { Matrix } from "../../../messages.js";
import { ASK_CODES, askOf, CELL_CODES, cellOf, isDifferent, type Tab } from "./cells.js";

export type SortKey = "group" | "order" | "name" | "document" | "host";

/** What the user has chosen to see. */
export interface MatrixView {
  readonly tab: Tab;
  /** Words that a row must have, in its name, its title or its group. */
  readonly filter: string;
  /** Words that a column must have. */
  readonly hostFilter: string;
  readonly differencesOnly: boolean;
  readonly sort: SortKey;
  /** The host that the rows are sorted by, where `sort` says so. */
  readonly sortHost?: string;
  readonly descending: boolean;
}

export const FIRST_VIEW: MatrixView = {
  tab: "features",
  filter: "",
  hostFilter: "",
  differencesOnly: true,
  sort: "group",
  descending: false,
};

/** A line of the table: a heading, or a row by its index. */
export type Line =
  | { readonly heading: string; readonly count: number; readonly row?: undefined }
  | { readonly row: number };

/** What is shown, in its order. */
export interface Arrangement {
  readonly lines: readonly Line[];
  /** Indices of the matrix' hosts. */
  readonly columns: readonly number[];
}

/** Filters and sorts. Panel and exports show the same. */
export function arrange(matrix: Matrix, view: MatrixView): Arrangement {
  const columns = shownColumns(matrix, view.hostFilter);
  const hasWords = wordFilter(view.filter);
  const rows = matrix[view.tab].flatMap(({ name, group, title = "" }, row) => {
    if (!hasWords(`${name} ${title} ${group}`)) return [];
    return view.differencesOnly && !isDifferent(matrix, view.tab, row, columns) ? [] : [row];
  });
  const sorted = sortRows(rows, matrix, view);
  return { columns, lines: view.sort === "group" ? withHeadings(sorted, matrix, view.tab) : asLines(sorted) };
}

function shownColumns({ hosts }: Matrix, filter: string): number[] {
  const hasWords = wordFilter(filter);
  return hosts.flatMap(({ names, about }, index) =>
    names.some((name) => hasWords(`${name} ${about}`)) ? [index] : [],
  );
}

function wordFilter(filter: string): (text: string) => boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return (text) => {
    const lower = text.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
}

function sortRows(rows: readonly number[], matrix: Matrix, view: MatrixView): number[] {
  const compare = comparison(matrix, view);
  const sign = view.descending ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(a, b) || a - b);
}

function comparison(matrix: Matrix, { tab, sort, sortHost }: MatrixView): (a: number, b: number) => number {
  const rows = matrix[tab];
  if (sort === "order") return (a, b) => a - b;
  if (sort === "name") return (a, b) => compareText(rows[a]?.name ?? "", rows[b]?.name ?? "");
  if (sort === "document") return byRank((row) => ASK_CODES.indexOf(askOf(matrix, tab, row)));
  if (sort === "host") {
    const column = matrix.hosts.find(({ names }) => names.includes(sortHost ?? ""));
    return byRank((row) => (column === undefined ? 0 : CELL_CODES.indexOf(cellOf(column, tab, row))));
  }
  // Models come by vendor already, in the order of their groups.
  if (tab === "models") return (a, b) => a - b;
  return (a, b) => compareText(rows[a]?.group ?? "", rows[b]?.group ?? "");
}

function byRank(rank: (row: number) => number): (a: number, b: number) => number {
  return (a, b) => rank(a) - rank(b);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function asLines(rows: readonly number[]): Line[] {
  return rows.map((row) => ({ row }));
}

function withHeadings(rows: readonly number[], matrix: Matrix, tab: Tab): Line[] {
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const group = matrix[tab][row]?.group ?? "";
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [row]);
    else members.push(row);
  }
  return [...groups].flatMap(([heading, members]) => [{ heading, count: members.length }, ...asLines(members)]);
}
