import * as l10n from "@vscode/l10n";
import type { Matrix, MatrixHosts } from "../../../messages.js";
import { type AskCode, askOf, type CellCode, cellOf, isConflict, type Tab } from "./cells.js";

type Words<Code extends string> = Readonly<Record<Code, () => string>>;

/** Short words for legends and exports. */
const CELL_WORDS: Readonly<Record<Tab, Words<CellCode>>> = {
  features: {
    y: () => l10n.t("available to VMs"),
    p: () => l10n.t("in the processor, hypervisor unknown"),
    w: () => l10n.t("in the processor, not offered to VMs"),
    n: () => l10n.t("missing"),
    u: () => l10n.t("unknown"),
    "-": () => l10n.t("not supported by its libvirt"),
  },
  models: {
    y: () => l10n.t("usable"),
    p: () => l10n.t("fits the processor, hypervisor unknown"),
    w: () => l10n.t("not offered"),
    n: () => l10n.t("not usable"),
    u: () => l10n.t("unknown"),
    "-": () => l10n.t("not supported by its libvirt"),
  },
};

const ASK_WORDS: Words<AskCode> = {
  m: () => l10n.t("in its model"),
  r: () => l10n.t("required"),
  f: () => l10n.t("forced"),
  o: () => l10n.t("optional"),
  d: () => l10n.t("disabled"),
  x: () => l10n.t("forbidden"),
  " ": () => "",
};

/** Of a cell that is not as the definition asks. */
export function conflictWords(): string {
  return l10n.t("conflicts with the VM");
}

export function cellWords(tab: Tab, code: CellCode): string {
  return CELL_WORDS[tab][code]();
}

export function askWords(tab: Tab, code: AskCode): string {
  return tab === "models" && code === "m" ? l10n.t("its model") : ASK_WORDS[code]();
}

/** `node1`, `node1 and 41 others`. */
export function columnName({ names }: MatrixHosts): string {
  const [first = "", ...rest] = names;
  if (rest.length < 2) return [first, ...rest].join(", ");
  return l10n.t("{0} and {1} others", first, rest.length.toLocaleString("en"));
}

/** What blocks a model on a host, as a text; empty where nothing does or it is not known. */
export function blockersOf(matrix: Matrix, column: MatrixHosts, row: number): string {
  return matrix.blockers[column.blockers[row] ?? -1] ?? "";
}

/** A cell in words: `avx512f: missing on node3; the VM requires it`. */
export function cellText(matrix: Matrix, tab: Tab, row: number, index: number): string {
  const column = matrix.hosts[index];
  const name = matrix[tab][row]?.name ?? "";
  if (column === undefined) return name;
  const code = cellOf(column, tab, row);
  const ask = askOf(matrix, tab, row);
  const blockers = tab === "models" && code === "n" ? blockersOf(matrix, column, row) : "";
  const asks = ask === "x" ? l10n.t("the VM forbids it") : l10n.t("the VM requires it");
  return [
    l10n.t("{0}: {1} on {2}", name, cellWords(tab, code), columnName(column)),
    ...(blockers === "" ? [] : [l10n.t("missing: {0}", blockers)]),
    ...(isConflict(ask, code) ? [asks] : []),
  ].join(l10n.t("; "));
}

/** What the definition says, in words: `avx512f: required by web01`. */
export function askText(matrix: Matrix, tab: Tab, row: number): string {
  const name = matrix[tab][row]?.name ?? "";
  const words = askWords(tab, askOf(matrix, tab, row));
  const owner = matrix.document?.name ?? "";
  return words === "" ? l10n.t("{0}: not mentioned by {1}", name, owner) : l10n.t("{0}: {1} ({2})", name, words, owner);
}

/** How a verdict is drawn in text. */
export const VERDICT_SYMBOLS = { starts: "✓", fits: "◐", unknown: "?", fails: "✕" } as const;

/** Whether the document's VM starts on a column's hosts: `web01 does not start here: missing avx512f`. Empty without one. */
export function verdictText({ document }: Matrix, { verdict }: MatrixHosts): string {
  if (document === undefined || verdict === undefined) return "";
  switch (verdict.outcome) {
    case "starts":
      return l10n.t("{0} starts here", document.name);
    case "fits":
      return l10n.t("{0} fits here, not confirmed (no domain capabilities)", document.name);
    case "unknown":
      return l10n.t("{0} may start here: not enough host data", document.name);
    case "fails":
      return verdict.why === undefined
        ? l10n.t("{0} does not start here", document.name)
        : l10n.t("{0} does not start here: {1}", document.name, verdict.why);
  }
}

const GROUPS: ReadonlyMap<string, () => string> = new Map([
  ["", () => l10n.t("Other")],
  ["amx", () => l10n.t("AMX")],
  ["base", () => l10n.t("Base")],
  ["crypto", () => l10n.t("Crypto")],
  ["debug", () => l10n.t("Debug")],
  ["immunity", () => l10n.t("Immunity")],
  ["memory", () => l10n.t("Memory")],
  ["mitigation", () => l10n.t("Mitigation")],
  ["other", () => l10n.t("Other")],
  ["power", () => l10n.t("Power")],
  ["security", () => l10n.t("Security")],
  ["system", () => l10n.t("System")],
  ["time", () => l10n.t("Time")],
  ["topology", () => l10n.t("Topology")],
  ["vector", () => l10n.t("Vector")],
  ["virtualization", () => l10n.t("Virtualization")],
]);

/** A group as a heading: what features are about, or a vendor. */
export function groupLabel(group: string): string {
  return GROUPS.get(group)?.() ?? `${group.charAt(0).toUpperCase()}${group.slice(1)}`;
}
