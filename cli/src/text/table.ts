import { type Printer, plain, wrap } from "./text.js";
/** A cell: its text, and how it is painted. */
export type Cell = string | { readonly text: string; readonly paint: (text: string) => string };

const GAP = "  ";

/** Prints rows in aligned columns; the last column is broken into lines where the terminal is too narrow for it. */
export function printTable(printer: Printer, rows: readonly (readonly Cell[])[], indent = ""): void {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, lengthOf(textOf(cell)));
    });
  }
  for (const row of rows) printRow(printer, row, widths, indent);
}

function printRow(printer: Printer, row: readonly Cell[], widths: readonly number[], indent: string): void {
  const last = row.length - 1;
  const head = row.slice(0, last).map((cell, column) => painted(cell, textOf(cell), widths[column] ?? 0));
  const before = indent.length + widths.slice(0, last).reduce((sum, width) => sum + width + GAP.length, 0);
  const cell = row[last] ?? "";
  const [first = "", ...more] = wrap(
    textOf(cell),
    printer.columns === undefined ? undefined : printer.columns - before,
  );
  printer.line((indent + [...head, painted(cell, first, 0)].join(GAP)).trimEnd());
  for (const line of more) printer.line(" ".repeat(before) + painted(cell, line, 0));
}

function painted(cell: Cell, text: string, width: number): string {
  const space = " ".repeat(Math.max(0, width - lengthOf(text)));
  return (typeof cell === "string" ? text : cell.paint(text)) + space;
}

function textOf(cell: Cell): string {
  return plain(typeof cell === "string" ? cell : cell.text);
}

function lengthOf(text: string): number {
  return [...text].length;
}
