import type { Io, Output } from "../io.js";

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

type Painter = (text: string) => string;

/** Colours; where there are none, the text as it is. */
export interface Paint {
  readonly bold: Painter;
  readonly dim: Painter;
  readonly red: Painter;
  readonly green: Painter;
  readonly yellow: Painter;
  readonly cyan: Painter;
}

/** Writes lines for people. */
export interface Printer {
  /** One line; what it holds from outside cannot steer the terminal. */
  readonly line: (text?: string) => void;
  /** Text for programs, as it is. */
  readonly raw: (text: string) => void;
  readonly paint: Paint;
  /** How wide a line may be; undefined where nobody looks at it. */
  readonly columns: number | undefined;
}

export type ColourChoice = "auto" | "always" | "never";

/** Narrower than this, lines are not broken: they would be unreadable. */
const MIN_COLUMNS = 60;

/** Colours only where somebody looks (and NO_COLOR, see no-color.org, is not set), unless they are asked for. */
export function makePrinter(output: Output, { env }: Pick<Io, "env">, choice: ColourChoice): Printer {
  const isTerminal = output.isTTY === true;
  const wanted = isTerminal && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb";
  const isColoured = choice === "always" || (choice === "auto" && wanted);
  const safe = isColoured ? plainLine : plain;
  const columns = output.columns ?? 0;
  return {
    line: (text = "") => output.write(`${safe(text)}\n`),
    raw: (text) => output.write(text),
    paint: isColoured ? COLOURS : NO_COLOURS,
    columns: isTerminal && columns >= MIN_COLUMNS ? columns : undefined,
  };
}

const colour =
  (code: number): Painter =>
  (text) =>
    text === "" ? "" : `\u001b[${code}m${text}\u001b[0m`;
const same: Painter = (text) => text;

const COLOURS: Paint = {
  bold: colour(1),
  dim: colour(2),
  red: colour(31),
  green: colour(32),
  yellow: colour(33),
  cyan: colour(36),
};
const NO_COLOURS: Paint = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };

/** Narrower columns of words are harder to read than long lines. */
const MIN_WIDTH = 24;

/** Colours take no room. */
const COLOUR = /\p{Cc}\[\d+m/gu;

/**
 * A text as lines of at most so many characters, broken between words; one line where there is no width.
 *
 * @param indent what the lines behind the first begin with
 */
export function wrap(text: string, width: number | undefined, indent = ""): string[] {
  if (width === undefined || width < MIN_WIDTH || visibleLength(text) <= width) return [text];
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && visibleLength(line) + 1 + visibleLength(word) > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines;
}

function visibleLength(text: string): number {
  return text.includes("\u001b") ? text.replaceAll(COLOUR, "").length : text.length;
}

/** Control characters, and those that turn the direction of what follows: what they do to a terminal is not ours to allow. */
const HARMFUL = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** The colours that we write ourselves. */
const OWN_COLOUR = /^\[(?:0|1|2|31|32|33|36)m/;

/** Text from outside on one line of a terminal: what would steer it is shown as an escape. */
export function plain(text: string): string {
  return text.replaceAll(HARMFUL, escapeCharacter);
}

/** The same for a line of ours, in which our own colours stay. */
export function plainLine(line: string): string {
  return line.replaceAll(HARMFUL, (character, at: number) =>
    character === "\u001b" && OWN_COLOUR.test(line.slice(at + 1, at + 5)) ? character : escapeCharacter(character),
  );
}

function escapeCharacter(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\t") return " ";
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * JSON whose text holds nothing that would steer a terminal.
 *
 * @param indent 0 for a line
 */
export function toJson(value: unknown, indent = 2): string {
  const text = JSON.stringify(value, undefined, indent);
  return text.replaceAll(HARMFUL, (character) => (character === "\n" ? character : escapeCharacter(character)));
}

/** `1 error`, `2,000 errors`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
