import * as l10n from "@vscode/l10n";
import { markdownLine, plainMarkdown } from "../../../common/markdown.js";
import type { Matrix } from "../../../messages.js";
import type { Arrangement, MatrixView } from "./arrange.js";
import { ASK_SYMBOLS, askOf, CELL_SYMBOLS, cellOf, isConflict } from "./cells.js";
import { summaryLine, usedCodes } from "./summary.js";
import { askWords, blockersOf, cellWords, columnName, groupLabel } from "./words.js";

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

/** What is shown as a Markdown table with its legend. A cell that the VM cannot live with is bold. */
export function matrixMarkdown(matrix: Matrix, view: MatrixView, shown: Arrangement): string {
  const { tab } = view;
  const hosts = shown.columns.flatMap((index) => matrix.hosts[index] ?? []);
  const owner = matrix.document === undefined ? [] : [plain(matrix.document.name)];
  const head = [
    tab === "features" ? l10n.t("Feature") : l10n.t("Model"),
    ...owner,
    ...hosts.map((column) => plain(columnName(column))),
  ];
  const rule = [":--", ...head.slice(1).map(() => ":-:")];
  const rows = shown.lines.map((line) => {
    if (line.row === undefined) return [`**${plain(groupLabel(line.heading))}**`, ...head.slice(1).map(() => "")];
    const { row } = line;
    const ask = askOf(matrix, tab, row);
    const asked = matrix.document === undefined ? [] : [plain(ASK_SYMBOLS[ask])];
    const cells = hosts.map((column) => {
      const code = cellOf(column, tab, row);
      return isConflict(ask, code) ? `**${CELL_SYMBOLS[code]}**` : CELL_SYMBOLS[code];
    });
    return [plain(matrix[tab][row]?.name ?? ""), ...asked, ...cells];
  });
  const legend = usedCodes(matrix, tab, shown).map((code) => `${CELL_SYMBOLS[code]} ${cellWords(tab, code)}`);
  const table = [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  return `${markdownLine(plain(summaryLine(matrix, tab, shown.columns)))}\n\n${table}\n\n${legend.join(" · ")}\n`;
}

function plain(text: string): string {
  return plainMarkdown(text.replaceAll(/[\s\p{Cc}]+/gu, " "));
}
