import type { Matrix } from "../../../messages.js";
import type { Arrangement, MatrixView } from "./arrange.js";
import { ASK_SYMBOLS, askOf, type CellCode, cellOf, isConflict } from "./cells.js";
import { escapeXml } from "./escapeXml.js";
import { summaryLine, usedCodes } from "./summary.js";
import { type Scheme, SHAPES, styleOf } from "./svgStyle.js";
import { cellWords, columnName, groupLabel } from "./words.js";

export type { Scheme } from "./svgStyle.js";

/** More cells make a picture that nothing can open. */
export const MAX_PICTURE_CELLS = 250_000;

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const ROW = 20;
const COLUMN = 26;
const MARGIN = 16;
const NAMES = 190;
/** Room above the table: title, summary, legend. */
const HEAD = 56;
const LEGEND_ROW = 20;
/** Roughly a character of the font. */
const CHARACTER = 7;
const LONGEST = 28;

/**
 * What is shown as a picture that needs nothing else: symbols as well as colours, a legend, light or dark as its reader's.
 *
 * @param title stands over it
 * @param scheme `auto` follows the reader's settings; a picture to be rasterised needs one
 * @returns undefined with more than {@link MAX_PICTURE_CELLS} cells
 */
export function matrixSvg(
  matrix: Matrix,
  view: MatrixView,
  shown: Arrangement,
  { title, scheme = "auto" }: { readonly title: string; readonly scheme?: Scheme },
): Picture | undefined {
  if (shown.lines.length * (shown.columns.length + 1) > MAX_PICTURE_CELLS) return undefined;
  const names = columnNames(matrix, shown);
  const codes = usedCodes(matrix, view.tab, shown);
  const top = HEAD + codes.length * LEGEND_ROW + MARGIN + namesHeight(names);
  const summary = summaryLine(matrix, view.tab, shown.columns);
  const tableWidth = NAMES + names.length * COLUMN;
  const width = 2 * MARGIN + Math.max(tableWidth, CHARACTER * Math.max(summary.length, title.length) + MARGIN, 360);
  const height = top + shown.lines.length * ROW + MARGIN;
  const parts = [
    `<rect class="page" width="${width}" height="${height}"/>`,
    text(MARGIN, 30, title, "title"),
    text(MARGIN, 50, summary, "quiet"),
    ...codes.map((code, index) => legendEntry(code, cellWords(view.tab, code), HEAD + 16 + index * LEGEND_ROW)),
    ...names.map((name, index) => headerText(name, columnX(index), top - 8)),
    ...tableLines(matrix, view, shown, { top, width: tableWidth }),
  ];
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const label = `<title>${escapeXml(title)}</title><desc>${escapeXml(summary)}</desc>`;
  const start = `<svg xmlns="http://www.w3.org/2000/svg" role="img" ${size}>${label}`;
  return { svg: `${start}<style>${styleOf(scheme)}</style>${SHAPES}${parts.join("\n")}</svg>\n`, width, height };
}

function columnNames(matrix: Matrix, { columns }: Arrangement): string[] {
  const hosts = columns.flatMap((index) => matrix.hosts[index] ?? []);
  return [...(matrix.document === undefined ? [] : [matrix.document.name]), ...hosts.map(columnName)];
}

function namesHeight(names: readonly string[]): number {
  return 12 + CHARACTER * Math.max(0, ...names.map((name) => Math.min(LONGEST, name.length)));
}

function columnX(index: number): number {
  return MARGIN + NAMES + index * COLUMN + COLUMN / 2;
}

function legendEntry(code: CellCode, words: string, y: number): string {
  return `${shape(code, MARGIN + 7, y)}${text(MARGIN + 22, y + 4, words, "quiet")}`;
}

function headerText(name: string, x: number, y: number): string {
  return `<text transform="translate(${x + 4} ${y}) rotate(-90)"><title>${escapeXml(name)}</title>${escapeXml(cut(name))}</text>`;
}

function tableLines(
  matrix: Matrix,
  { tab }: MatrixView,
  { lines, columns }: Arrangement,
  { top, width }: { readonly top: number; readonly width: number },
): string[] {
  const offset = matrix.document === undefined ? 0 : 1;
  return lines.map((line, index) => {
    const y = top + index * ROW;
    const middle = y + ROW / 2;
    if (line.row === undefined) return text(MARGIN, middle + 5, groupLabel(line.heading), "heading");
    const { row } = line;
    const ask = askOf(matrix, tab, row);
    const asked = offset === 0 || ask === " " ? "" : symbol(columnX(0), middle + 4, ASK_SYMBOLS[ask]);
    const cells = columns.map((column, place) => {
      const host = matrix.hosts[column];
      const code = host === undefined ? "u" : cellOf(host, tab, row);
      return shape(code, columnX(place + offset), middle, isConflict(ask, code));
    });
    const edge = `<path class="line" d="M${MARGIN} ${y}h${width}"/>`;
    return `${edge}${text(MARGIN, middle + 4, cut(matrix[tab][row]?.name ?? ""), "")}${asked}${cells.join("")}`;
  });
}

function shape(code: CellCode, x: number, y: number, conflict = false): string {
  const id = code === "-" ? "none" : code;
  return `${conflict ? `<use href="#conflict" x="${x}" y="${y}"/>` : ""}<use href="#${id}" x="${x}" y="${y}"/>`;
}

function symbol(x: number, y: number, character: string): string {
  return `<text x="${x}" y="${y}" text-anchor="middle">${escapeXml(character)}</text>`;
}

function text(x: number, y: number, content: string, kind: string): string {
  return `<text x="${x}" y="${y}"${kind === "" ? "" : ` class="${kind}"`}>${escapeXml(content)}</text>`;
}

function cut(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}
