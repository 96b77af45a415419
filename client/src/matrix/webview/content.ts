import * as l10n from "@vscode/l10n";
import type { Matrix, MatrixHosts, MatrixVerdict } from "../../../../shared/src/messages.js";
import {
  type Arrangement,
  ASK_SYMBOLS,
  askOf,
  askText,
  cellOf,
  cellText,
  groupLabel,
  isConflict,
  type MatrixView,
  type SortKey,
  verdictText,
} from "../../../../shared/src/reports/matrix/view/index.js";

export interface HeaderContent {
  readonly kind: "names" | "document" | "host";
  readonly text: string;
  /** How many hosts more the column stands for, as `+41`; else empty. */
  readonly more: string;
  /** A second line, where there is room. */
  readonly about: string;
  /** All of it in words. */
  readonly label: string;
  readonly sort?: "ascending" | "descending";
  readonly outcome?: MatrixVerdict["outcome"];
}

export interface CellContent {
  /** Classes that draw it. */
  readonly kind: string;
  readonly text: string;
  /** Beside the text, fainter. */
  readonly about?: string;
  /** The whole cell in words. */
  readonly label: string;
}

/** What the grid shows, cell by cell; column 0 has the names. */
export interface GridContent {
  readonly rows: number;
  readonly columns: number;
  /** Columns at the beginning that stay where they are. */
  readonly fixed: number;
  /** Characters of the longest column name. */
  readonly longest: number;
  isHeading(row: number): boolean;
  header(column: number): HeaderContent;
  cell(row: number, column: number): CellContent;
  /** What a sort by this column is. */
  sortOf(column: number): ColumnSort;
}

export interface ColumnSort {
  readonly sort: SortKey;
  readonly sortHost?: string;
}

/** What all cells are made of. */
interface Source {
  readonly matrix: Matrix;
  readonly view: MatrixView;
  readonly shown: Arrangement;
  /** The first column that is a host's. */
  readonly first: number;
}

/** The arranged matrix as cells. */
export function contentOf(matrix: Matrix, view: MatrixView, shown: Arrangement, names: string): GridContent {
  const first = matrix.document === undefined ? 1 : 2;
  const source = { matrix, view, shown, first };
  return {
    rows: shown.lines.length,
    columns: first + shown.columns.length,
    fixed: first,
    longest: longestName(source),
    isHeading: (row) => shown.lines[row]?.row === undefined,
    header: (column) => ({ ...headerOf(source, column, names), ...sortedBy(source, column) }),
    cell: (row, column) => cellAt(source, row, column),
    sortOf: (column) => sortOf(source, column),
  };
}

function longestName({ matrix, shown }: Source): number {
  const names = shown.columns.map((index) => {
    const { names: [name = "", ...rest] = [] } = matrix.hosts[index] ?? {};
    return name.length + moreOf(rest.length).length;
  });
  return names.reduce((longest, length) => Math.max(longest, length), matrix.document?.name.length ?? 0);
}

function hostAt({ matrix, shown, first }: Source, column: number): MatrixHosts | undefined {
  return matrix.hosts[shown.columns[column - first] ?? -1];
}

function sortOf(source: Source, column: number): ColumnSort {
  if (column === 0) return { sort: "name" };
  if (column < source.first) return { sort: "document" };
  return { sort: "host", sortHost: hostAt(source, column)?.names[0] ?? "" };
}

function sortedBy(source: Source, column: number): Pick<HeaderContent, "sort"> {
  const { view } = source;
  const { sort, sortHost } = sortOf(source, column);
  const isIt = sort === view.sort && (sort !== "host" || sortHost === view.sortHost);
  return isIt ? { sort: view.descending ? "descending" : "ascending" } : {};
}

function headerOf(source: Source, column: number, names: string): HeaderContent {
  const { matrix, first } = source;
  const { document } = matrix;
  if (column === 0) return { kind: "names", text: names, more: "", about: "", label: names };
  if (column < first && document !== undefined) {
    const { name, about } = document;
    return { kind: "document", text: name, more: "", about, label: `${name}: ${about}` };
  }
  const host = hostAt(source, column);
  if (host === undefined) return { kind: "host", text: "", more: "", about: "", label: "" };
  const [text = "", ...rest] = host.names;
  const label = [hostText(host), verdictText(matrix, host)].filter(Boolean).join(". ");
  const outcome = host.verdict?.outcome;
  const header = { kind: "host", text, more: moreOf(rest.length), about: host.about, label } as const;
  return outcome === undefined ? header : { ...header, outcome };
}

function moreOf(rest: number): string {
  return rest === 0 ? "" : `+${rest.toLocaleString("en")}`;
}

const NAMES_IN_LABEL = 30;

function hostText({ names, about }: MatrixHosts): string {
  const rest = names.length - NAMES_IN_LABEL;
  const shown = names.slice(0, NAMES_IN_LABEL).join(", ");
  const all = rest > 0 ? l10n.t("{0} and {1} more", shown, rest.toLocaleString("en")) : shown;
  return `${all}: ${about}`;
}

function cellAt(source: Source, at: number, column: number): CellContent {
  const { matrix, view, shown, first } = source;
  const { tab } = view;
  const line = shown.lines[at];
  if (line?.row === undefined) {
    const text = column === 0 ? groupLabel(line?.heading ?? "") : "";
    return { kind: "heading", text, label: text, about: column === 0 ? String(line?.count ?? "") : "" };
  }
  const { row } = line;
  if (column === 0) return nameCell(matrix, view, row);
  const ask = askOf(matrix, tab, row);
  if (column < first) return { kind: "ask", text: ASK_SYMBOLS[ask], label: askText(matrix, tab, row) };
  const host = hostAt(source, column);
  const code = host === undefined ? "u" : cellOf(host, tab, row);
  const kind = `${code === "-" ? "none" : code}${isConflict(ask, code) ? " conflict" : ""}`;
  return { kind, text: "", label: cellText(matrix, tab, row, shown.columns[column - first] ?? -1) };
}

function nameCell(matrix: Matrix, { tab }: MatrixView, row: number): CellContent {
  const { name = "", title = "" } = matrix[tab][row] ?? {};
  return { kind: "name", text: name, about: title, label: title === "" ? name : `${name}: ${title}` };
}
