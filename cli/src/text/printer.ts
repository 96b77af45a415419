import type { Io, Output } from "../io.js";
import { plain, plainLine } from "./plain.js";

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
