import {
  type Arrangement,
  ASK_SYMBOLS,
  askOf,
  askText,
  cellOf,
  cellText,
  columnName,
  groupLabel,
  isConflict,
  type MatrixView,
  type SortKey,
} from "../../../../shared/src/hosts/matrix/view/index.js";
import type { Matrix, MatrixHosts } from "../../../../shared/src/messages.js";

export interface HeaderContent {
  readonly text: string;
  /** A second line, where there is room. */
  readonly about: string;
  readonly title: string;
  readonly sort?: "ascending" | "descending";
  readonly kind: "names" | "document" | "host";
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
  isHeading(row: number): boolean;
  header(column: number): HeaderContent;
  cell(row: number, column: number): CellContent;
  /** What a sort by this column is. */
  sortOf(column: number): { readonly sort: SortKey; readonly sortHost?: string };
}

const NAMES_IN_TITLE = 30;

/** The arranged matrix as cells. */
export function contentOf(
  matrix: Matrix,
  view: MatrixView,
  { lines, columns }: Arrangement,
  names: string,
): GridContent {
  const { tab } = view;
  const first = matrix.document === undefined ? 1 : 2;
  const hostAt = (column: number) => matrix.hosts[columns[column - first] ?? -1];
  const sortOf: GridContent["sortOf"] = (column) => {
    if (column === 0) return { sort: "name" };
    if (column < first) return { sort: "document" };
    return { sort: "host", sortHost: hostAt(column)?.names[0] ?? "" };
  };
  const sortedBy = (column: number): Pick<HeaderContent, "sort"> => {
    const { sort, sortHost } = sortOf(column);
    const isIt = sort === view.sort && (sort !== "host" || sortHost === view.sortHost);
    return isIt ? { sort: view.descending ? "descending" : "ascending" } : {};
  };
  return {
    rows: lines.length,
    columns: first + columns.length,
    isHeading: (row) => lines[row]?.row === undefined,
    sortOf,
    header: (column) => {
      if (column === 0) return { text: names, about: "", title: names, kind: "names", ...sortedBy(0) };
      const { document } = matrix;
      if (column < first && document !== undefined) {
        const title = `${document.name}: ${document.about}`;
        return { text: document.name, about: document.about, title, kind: "document", ...sortedBy(column) };
      }
      const host = hostAt(column);
      const text = host === undefined ? "" : columnName(host);
      return { text, about: host?.about ?? "", title: host ? titleOf(host) : "", kind: "host", ...sortedBy(column) };
    },
    cell: (row, column) => {
      const line = lines[row];
      if (line?.row === undefined) {
        const text = column === 0 ? groupLabel(line?.heading ?? "") : "";
        return { kind: "heading", text, label: text, about: column === 0 ? String(line?.count ?? "") : "" };
      }
      if (column === 0) return nameCell(matrix, tab, line.row);
      const ask = askOf(matrix, tab, line.row);
      if (column < first) return { kind: "ask", text: ASK_SYMBOLS[ask], label: askText(matrix, tab, line.row) };
      const host = hostAt(column);
      const code = host === undefined ? "u" : cellOf(host, tab, line.row);
      const kind = `${code === "-" ? "none" : code}${isConflict(ask, code) ? " conflict" : ""}`;
      return { kind, text: "", label: cellText(matrix, tab, line.row, columns[column - first] ?? -1) };
    },
  };
}

function nameCell(matrix: Matrix, tab: MatrixView["tab"], row: number): CellContent {
  const { name = "", title = "" } = matrix[tab][row] ?? {};
  return { kind: "name", text: name, about: title, label: title === "" ? name : `${name}: ${title}` };
}

function titleOf({ names, about }: MatrixHosts): string {
  const rest = names.length - NAMES_IN_TITLE;
  const shown = names.slice(0, NAMES_IN_TITLE).join(", ");
  return `${shown}${rest > 0 ? `, … (${rest} more)` : ""}: ${about}`;
}
