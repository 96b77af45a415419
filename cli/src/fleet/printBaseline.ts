import type { FleetBaseline, LostInFleet } from "../../../shared/src/hosts/fleet/index.js";
import { count } from "../text/plain.js";
import type { Printer } from "../text/printer.js";
import { type Cell, printTable } from "../text/table.js";

/** More rows than this are read by nobody. */
const MOST_ROWS = 12;

/** Tells what a baseline is of, and what it costs, on standard error: the answer itself is for a program. */
export function printLosses({ lost }: FleetBaseline, hosts: number, printer: Printer): void {
  const groups = new Map<string, LostInFleet[]>();
  for (const each of lost) {
    const key = hostsText(each, hosts);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const { paint } = printer;
  const rows = [...groups].map(([who, features]): Cell[] => [
    { text: who, paint: paint.yellow },
    features.map(({ feature }) => feature).join(", "),
  ]);
  if (rows.length > 0) printer.line(paint.dim("Left out, and which hosts lack it:"));
  printTable(printer, rows.slice(0, MOST_ROWS), "  ");
  const more = rows.slice(MOST_ROWS).length;
  if (more > 0) printer.line(paint.dim(`  and ${count(more, "more group")} of hosts; --json has all.`));
}

/** `node1, node2`, `node1, node2, node3 and 97 more`. */
export function hostsText({ hosts, lackedBy, blocksMigration }: LostInFleet, all: number): string {
  if (lackedBy === 0) return blocksMigration ? "blocks migration" : "no model has it";
  if (lackedBy === all) return "all";
  const more = lackedBy - hosts.length;
  return more > 0 ? `${hosts.join(", ")} and ${more.toLocaleString("en")} more` : hosts.join(", ");
}
