import type { Matrix, MatrixHosts } from "../../../messages.js";
import { type AskCode, askOf, type CellCode, cellOf, isConflict, type Tab } from "./cells.js";

/** Short words for legends and exports. */
const CELL_WORDS: Readonly<Record<Tab, Readonly<Record<CellCode, string>>>> = {
  features: {
    y: "given to VMs",
    p: "in the processor, hypervisor not known",
    w: "in the processor, not given to VMs",
    n: "missing",
    u: "not known",
    "-": "not known to its libvirt",
  },
  models: {
    y: "usable",
    p: "suits the processor, hypervisor not known",
    w: "not offered",
    n: "not usable",
    u: "not known",
    "-": "not known to its libvirt",
  },
};

/** Of a cell that is not as the definition asks. */
export const CONFLICT_WORDS = "not as the VM asks";

const ASK_WORDS: Readonly<Record<AskCode, string>> = {
  m: "in its model",
  r: "required",
  f: "forced",
  o: "optional",
  d: "disabled",
  x: "forbidden",
  " ": "",
};

export function cellWords(tab: Tab, code: CellCode): string {
  return CELL_WORDS[tab][code];
}

export function askWords(tab: Tab, code: AskCode): string {
  return tab === "models" && code === "m" ? "its model" : ASK_WORDS[code];
}

/** `node1`, `node1 and 41 more`. */
export function columnName({ names }: MatrixHosts): string {
  const [first = "", ...rest] = names;
  return rest.length === 0 ? first : `${first} and ${rest.length.toLocaleString("en")} more`;
}

/** What blocks a model on a host, as a text; empty where nothing does or it is not known. */
export function blockersOf(matrix: Matrix, column: MatrixHosts, row: number): string {
  return matrix.blockers[column.blockers[row] ?? -1] ?? "";
}

/** A cell in words: `avx512f: missing on node3; the VM asks for it`. */
export function cellText(matrix: Matrix, tab: Tab, row: number, index: number): string {
  const column = matrix.hosts[index];
  const name = matrix[tab][row]?.name ?? "";
  if (column === undefined) return name;
  const code = cellOf(column, tab, row);
  const ask = askOf(matrix, tab, row);
  const blockers = tab === "models" && code === "n" ? blockersOf(matrix, column, row) : "";
  const why = blockers === "" ? "" : `, lacks ${blockers}`;
  const asked = isConflict(ask, code) ? `; the VM ${ask === "x" ? "forbids" : "asks for"} it` : "";
  return `${name}: ${cellWords(tab, code)} on ${columnName(column)}${why}${asked}`;
}

/** What the definition says, in words: `avx512f: required by web01`. */
export function askText(matrix: Matrix, tab: Tab, row: number): string {
  const name = matrix[tab][row]?.name ?? "";
  const words = askWords(tab, askOf(matrix, tab, row));
  const owner = matrix.document?.name ?? "";
  return words === "" ? `${name}: not mentioned by ${owner}` : `${name}: ${words} (${owner})`;
}

const VERDICT_WORDS = {
  starts: "starts here",
  fits: "fits the processor; what the hypervisor gives is not known",
  unknown: "may start here: not known well enough",
  fails: "does not start here",
} as const;

/** How a verdict is drawn in text. */
export const VERDICT_SYMBOLS = { starts: "✓", fits: "◐", unknown: "?", fails: "✕" } as const;

/** Whether the document's VM starts on a column's hosts: `web01 does not start here: lacks avx512f`. Empty without one. */
export function verdictText({ document }: Matrix, { verdict }: MatrixHosts): string {
  if (document === undefined || verdict === undefined) return "";
  const why = verdict.outcome === "fails" && verdict.why !== undefined ? `: ${verdict.why}` : "";
  return `${document.name} ${VERDICT_WORDS[verdict.outcome]}${why}`;
}

/** A group as a heading. */
export function groupLabel(group: string): string {
  if (group === "amx") return "AMX";
  return group === "" ? "Other" : `${group.charAt(0).toUpperCase()}${group.slice(1)}`;
}
