import type { Matrix, MatrixHosts } from "../../../messages.js";

/** The two tables of the matrix. */
export type Tab = "features" | "models";

/**
 * What a host makes of a feature or model:
 * `y` VMs get it, or the model is usable; `p` the processor has it, and nothing is known of the hypervisor;
 * `w` the hypervisor withholds it; `n` missing, or not usable; `u` not known; `-` a name that its libvirt does not have.
 */
export type CellCode = "y" | "p" | "w" | "n" | "u" | "-";

/** Best first; the order of a table that is sorted by a host. */
export const CELL_CODES: readonly CellCode[] = ["y", "p", "w", "n", "u", "-"];

/**
 * What the definition says of a feature: `m` its model has it (or is it), `r` require, `f` force, `o` optional,
 * `d` disable, `x` forbid, a space nothing.
 */
export type AskCode = "m" | "r" | "f" | "o" | "d" | "x" | " ";

export const ASK_CODES: readonly AskCode[] = ["r", "f", "m", "o", "d", "x", " "];

/** How cells are drawn in text: shapes, so that nobody depends on colours. */
export const CELL_SYMBOLS: Readonly<Record<CellCode, string>> = {
  y: "●",
  p: "◐",
  w: "⊖",
  n: "○",
  u: "?",
  "-": "·",
};

export const ASK_SYMBOLS: Readonly<Record<AskCode, string>> = {
  m: "✓",
  r: "+",
  f: "!",
  o: "~",
  d: "−",
  x: "×",
  " ": "",
};

/** The cell of a column; what is no code counts as not known. */
export function cellOf(column: MatrixHosts, tab: Tab, row: number): CellCode {
  const code = column[tab].charAt(row);
  return CELL_CODES.find((each) => each === code) ?? "u";
}

/** What the document says of a row; nothing where there is no document. */
export function askOf({ document }: Matrix, tab: Tab, row: number): AskCode {
  const code = document?.[tab].charAt(row);
  return ASK_CODES.find((each) => each === code) ?? " ";
}

/** Does a VM get it there? Undefined where that is not known. */
export function isThere(code: CellCode): boolean | undefined {
  if (code === "u" || code === "-") return undefined;
  return code === "y" || code === "p";
}

/** Does the host not give what the definition asks for, or give what it forbids? */
export function isConflict(ask: AskCode, code: CellCode): boolean {
  const there = isThere(code);
  return ask === "x" ? there === true : (ask === "r" || ask === "m") && there === false;
}

/** Do the hosts of these columns differ in a row, or one of them from what the definition asks? */
export function isDifferent(matrix: Matrix, tab: Tab, row: number, columns: readonly number[]): boolean {
  const ask = askOf(matrix, tab, row);
  let first: boolean | undefined;
  for (const index of columns) {
    const column = matrix.hosts[index];
    if (column === undefined) continue;
    const code = cellOf(column, tab, row);
    if (isConflict(ask, code)) return true;
    const there = isThere(code);
    if (there === undefined) continue;
    first ??= there;
    if (there !== first) return true;
  }
  return false;
}
