import type { Matrix } from "../../../messages.js";
import type { Arrangement, MatrixView } from "./arrange.js";
import { askOf, cellOf } from "./cells.js";
import { askWords, blockersOf, cellWords } from "./words.js";

/**
 * What is shown as CSV (RFC 4180), one column for each single host, cells in words.
 * Names that a spreadsheet would take for a formula get an apostrophe.
 */
export function matrixCsv(matrix: Matrix, { tab }: MatrixView, { lines, columns }: Arrangement): string {
  const hosts = columns.flatMap((index) => matrix.hosts[index] ?? []);
  const owner = matrix.document === undefined ? [] : [matrix.document.name];
  const head = [tab === "features" ? "feature" : "model", "group", ...owner, ...hosts.flatMap(({ names }) => names)];
  const records = lines.flatMap(({ row }) => {
    const described = row === undefined ? undefined : matrix[tab][row];
    if (row === undefined || described === undefined) return [];
    const asked = matrix.document === undefined ? [] : [askWords(tab, askOf(matrix, tab, row))];
    const cells = hosts.flatMap((column) => {
      const code = cellOf(column, tab, row);
      const blockers = tab === "models" && code === "n" ? blockersOf(matrix, column, row) : "";
      const text = blockers === "" ? cellWords(tab, code) : `${cellWords(tab, code)}: ${blockers}`;
      return column.names.map(() => text);
    });
    return [[described.name, described.group, ...asked, ...cells]];
  });
  return [head, ...records].map((fields) => `${fields.map(field).join(",")}\r\n`).join("");
}

function field(text: string): string {
  const safe = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
