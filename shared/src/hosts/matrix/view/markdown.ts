import * as l10n from "@vscode/l10n";
import type { Matrix } from "../../../messages.js";
import type { Arrangement, MatrixView } from "./arrange.js";
import { ASK_SYMBOLS, askOf, CELL_SYMBOLS, cellOf, isConflict } from "./cells.js";
import { summaryLine, usedCodes } from "./summary.js";
import { cellWords, columnName, groupLabel } from "./words.js";

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
  return `${plain(summaryLine(matrix, tab, shown.columns))}\n\n${table}\n\n${legend.join(" · ")}\n`;
}

/** Text that cannot format, break the line or leave its cell. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_[\]|<>&~$#+]/g, "\\$&");
}
