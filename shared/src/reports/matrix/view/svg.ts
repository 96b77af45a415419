import type { Matrix, MatrixVerdict } from "../../../messages.js";
import type { Arrangement, MatrixView } from "./arrange.js";
import { ASK_SYMBOLS, askOf, type CellCode, cellOf, isConflict } from "./cells.js";
import { hasConflict, summaryLine, usedAsks, usedCodes } from "./summary.js";
import { askWords, cellWords, columnName, conflictWords, groupLabel, VERDICT_SYMBOLS, verdictText } from "./words.js";

/**
 * Fixed, for white paper. Blue is there, orange withheld, red not as the VM asks: told apart with every kind of colour
 * blindness by their shapes, without any colour too.
 */
const COLOURS = {
  page: "#ffffff",
  text: "#1f2328",
  quiet: "#59636e",
  line: "#e1e5ea",
  given: "#0a5fb4",
  withheld: "#a04800",
  conflict: "#b3261e",
};

const { page, text, quiet, line, given, withheld, conflict } = COLOURS;

const STYLE = [
  `text{font:13px system-ui,sans-serif;fill:${text}}.title{font-size:18px;font-weight:600}.heading{font-weight:600}`,
  `.page{fill:${page}}.quiet{fill:${quiet}}.line{stroke:${line};fill:none}`,
  `.given{fill:${given}}.ring{fill:none;stroke:${given}}.withheld{fill:none;stroke:${withheld}}`,
  `.missing{fill:none;stroke:${quiet}}.dot{fill:${quiet}}.mark{fill:${conflict}14;stroke:${conflict}}`,
  `.starts{fill:${given};font-weight:700}.fails{fill:${conflict};font-weight:700}`,
].join("");

/** One shape for each code of a cell, drawn around its own origin; the same as in the panel. */
const SHAPES = [
  "<defs>",
  '<g id="y"><circle class="given" r="5.5"/></g>',
  '<g id="p"><circle class="ring" r="5" stroke-width="1.5"/><path class="given" d="M0 -5a5 5 0 0 0 0 10z"/></g>',
  '<g id="w"><circle class="withheld" r="5" stroke-width="1.5"/><path class="withheld" d="M-5 0h10" stroke-width="2.5"/></g>',
  '<g id="n"><circle class="missing" r="5" stroke-width="1.5"/></g>',
  '<g id="u"><text class="quiet" y="4.5" text-anchor="middle">?</text></g>',
  '<g id="none"><circle class="dot" r="1.5"/></g>',
  '<g id="conflict"><rect class="mark" x="-10" y="-9" width="20" height="18" rx="4" stroke-width="1.5"/></g>',
  "</defs>",
].join("");

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
const VERDICT_ROW = 18;
/** Roughly a character of the font. */
const CHARACTER = 7;
const LONGEST = 28;

/**
 * What is shown as a picture that needs nothing else, on white: symbols as well as colours, a legend.
 *
 * @param title is over it
 * @returns undefined with more than {@link MAX_PICTURE_CELLS} cells
 */
export function matrixSvg(matrix: Matrix, view: MatrixView, shown: Arrangement, title: string): Picture | undefined {
  if (shown.lines.length * (shown.columns.length + 1) > MAX_PICTURE_CELLS) return undefined;
  const heads = headsOf(matrix, shown);
  const legend = legendOf(matrix, view, shown);
  const names = HEAD + legend.length * LEGEND_ROW + MARGIN + namesHeight(heads.map(({ name }) => name));
  const top = names + (matrix.document === undefined ? 0 : VERDICT_ROW);
  const summary = summaryLine(matrix, view.tab, shown.columns);
  const tableWidth = NAMES + heads.length * COLUMN;
  const width = 2 * MARGIN + Math.max(tableWidth, CHARACTER * Math.max(summary.length, title.length) + MARGIN, 360);
  const height = top + shown.lines.length * ROW + MARGIN;
  const parts = [
    `<rect class="page" width="${width}" height="${height}"/>`,
    textAt(MARGIN, 30, title, "title"),
    textAt(MARGIN, 50, summary, "quiet"),
    ...legend.map(({ mark, words }, index) => legendEntry(mark, words, HEAD + 16 + index * LEGEND_ROW)),
    ...heads.map((head, index) => headerText(head, columnX(index), names - 8)),
    ...tableLines(matrix, view, shown, { top, width: tableWidth }),
  ];
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const label = `<title>${escapeXml(title)}</title><desc>${escapeXml(summary)}</desc>`;
  const start = `<svg xmlns="http://www.w3.org/2000/svg" role="img" ${size}>${label}`;
  return { svg: `${start}<style>${STYLE}</style>${SHAPES}${parts.join("\n")}</svg>\n`, width, height };
}

/** What is over a column. */
interface Head {
  readonly name: string;
  /** All of it in words. */
  readonly words: string;
  readonly outcome?: MatrixVerdict["outcome"];
}

function headsOf(matrix: Matrix, { columns }: Arrangement): Head[] {
  const { document } = matrix;
  const hosts = columns.flatMap((index) => matrix.hosts[index] ?? []);
  const owner = document === undefined ? [] : [{ name: document.name, words: `${document.name}: ${document.about}` }];
  return [
    ...owner,
    ...hosts.map((column) => ({
      name: columnName(column),
      words: [`${columnName(column)}: ${column.about}`, verdictText(matrix, column)].filter(Boolean).join(". "),
      ...(column.verdict === undefined ? {} : { outcome: column.verdict.outcome }),
    })),
  ];
}

/** How a sign is drawn around the origin, and what it means. */
interface LegendEntry {
  readonly mark: string;
  readonly words: string;
}

function legendOf(matrix: Matrix, { tab }: MatrixView, shown: Arrangement): LegendEntry[] {
  const codes = usedCodes(matrix, tab, shown).map((code) => ({ mark: shape(code, 0, 0), words: cellWords(tab, code) }));
  const asks = usedAsks(matrix, tab, shown).map((ask) => ({
    mark: symbol(0, 4, ASK_SYMBOLS[ask]),
    words: `${askWords(tab, ask)} (${matrix.document?.name ?? ""})`,
  }));
  const conflict = hasConflict(matrix, tab, shown) ? [{ mark: shape("n", 0, 0, true), words: conflictWords() }] : [];
  return [...codes, ...conflict, ...asks];
}

function namesHeight(names: readonly string[]): number {
  return 12 + CHARACTER * Math.max(0, ...names.map((name) => Math.min(LONGEST, name.length)));
}

function columnX(index: number): number {
  return MARGIN + NAMES + index * COLUMN + COLUMN / 2;
}

function legendEntry(mark: string, words: string, y: number): string {
  return `<g transform="translate(${MARGIN + 10} ${y})">${mark}</g>${textAt(MARGIN + 28, y + 4, words, "quiet")}`;
}

function headerText({ name, words, outcome }: Head, x: number, y: number): string {
  const turned = `<text transform="translate(${x + 4} ${y}) rotate(-90)">${escapeXml(cut(name))}</text>`;
  const verdict = outcome === undefined ? "" : symbol(x, y + VERDICT_ROW, VERDICT_SYMBOLS[outcome], outcome);
  return `<g><title>${escapeXml(words)}</title>${turned}${verdict}</g>`;
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
    if (line.row === undefined) return textAt(MARGIN, middle + 5, groupLabel(line.heading), "heading");
    const { row } = line;
    const ask = askOf(matrix, tab, row);
    const asked = offset === 0 || ask === " " ? "" : symbol(columnX(0), middle + 4, ASK_SYMBOLS[ask]);
    const cells = columns.map((column, place) => {
      const host = matrix.hosts[column];
      const code = host === undefined ? "u" : cellOf(host, tab, row);
      return shape(code, columnX(place + offset), middle, isConflict(ask, code));
    });
    const edge = `<path class="line" d="M${MARGIN} ${y}h${width}"/>`;
    return `${edge}${textAt(MARGIN, middle + 4, cut(matrix[tab][row]?.name ?? ""), "")}${asked}${cells.join("")}`;
  });
}

function shape(code: CellCode, x: number, y: number, conflict = false): string {
  const id = code === "-" ? "none" : code;
  return `${conflict ? `<use href="#conflict" x="${x}" y="${y}"/>` : ""}<use href="#${id}" x="${x}" y="${y}"/>`;
}

function symbol(x: number, y: number, character: string, kind = ""): string {
  const classes = kind === "" ? "" : ` class="${kind}"`;
  return `<text x="${x}" y="${y}"${classes} text-anchor="middle">${escapeXml(character)}</text>`;
}

function textAt(x: number, y: number, content: string, kind: string): string {
  return `<text x="${x}" y="${y}"${kind === "" ? "" : ` class="${kind}"`}>${escapeXml(content)}</text>`;
}

function cut(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}

/** A name as text of an XML document; what XML cannot hold (control characters, half surrogates) is dropped. */
function escapeXml(content: string): string {
  return content
    .replaceAll(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
