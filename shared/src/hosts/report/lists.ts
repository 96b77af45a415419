import * as l10n from "@vscode/l10n";
import { andList } from "../../common/lists.js";
import type { UnknownHost } from "../poolHost.js";
import { type Block, code, fill, heading, list, type Span, strong, type Text } from "./document.js";

const MOST_FEATURES = 12;
const MOST_HOSTS = 3;
/** Above it a list of hosts shows its first and its last. */
const MOST_NAMED_HOSTS = 8;

/** `avx512f`, `pku` and 14 others. */
export function featureSpans(names: readonly string[], most = MOST_FEATURES): Span[] {
  // A rest of one takes no more room than its name.
  const shown = names.length <= most + 1 ? names : names.slice(0, most);
  return joined(shown.map(code), names.length - shown.length);
}

/**
 * Hosts of a group by name: all of a few; of many the first ones, and how many there are beside them. Where names were
 * counted up (`node1`, `node2`, …), the first and the last stand for what is between.
 */
export function hostNames(names: readonly string[]): string {
  const [first, last] = [names[0] ?? "", names.at(-1) ?? ""];
  if (names.length > MOST_HOSTS && isRow(names)) return `${first} … ${last}`;
  if (names.length <= MOST_NAMED_HOSTS) return andList(names);
  const row = rowLength(names);
  if (row > MOST_HOSTS) return restOf(`${first} … ${names[row - 1]}`, names.slice(row));
  return restOf(names.slice(0, MOST_HOSTS).join(", "), names.slice(MOST_HOSTS));
}

function restOf(shown: string, rest: readonly string[]): string {
  return rest.length === 1 ? andList([shown, ...rest]) : l10n.t("{0} and {1} others", shown, rest.length);
}

/** `1 host`, `12 hosts`. */
export function hostCount(count: number): string {
  return count === 1 ? l10n.t("1 host") : l10n.t("{0} hosts", number(count));
}

/** `1 other host`, `12 other hosts`. */
export function moreHosts(count: number): string {
  return count === 1 ? l10n.t("1 other host") : l10n.t("{0} other hosts", number(count));
}

/** How many hosts are not shown in a table, and of how many groups they are. */
export function restText(hosts: number, groups: number): string {
  const inGroups = groups === 1 ? l10n.t("1 group") : l10n.t("{0} groups", number(groups));
  return l10n.t("{0} in {1}.", moreHosts(hosts), inGroups);
}

/** As the reports write numbers. */
export function number(count: number): string {
  return count.toLocaleString("en");
}

function joined(spans: readonly Span[], more: number): Span[] {
  const commas = (some: readonly Span[]) => some.flatMap((span, index) => (index === 0 ? [span] : [", ", span]));
  if (more > 0) return fill(l10n.t("{0} and {1} others"), commas(spans), String(more));
  const last = spans.at(-1);
  if (last === undefined || spans.length < 2) return [...spans];
  return fill(l10n.t("{0} and {1}"), commas(spans.slice(0, -1)), last);
}

function isRow(names: readonly string[]): boolean {
  return rowLength(names) === names.length;
}

/** How many of the first names are counted up. */
function rowLength(names: readonly string[]): number {
  const parts = names.map((name) => /^(.*?)(\d{1,15})$/s.exec(name));
  const [first] = parts;
  if (first === null || first === undefined) return 0;
  const end = parts.findIndex(
    (part, index) => part?.[1] !== first[1] || Number(part?.[2]) !== Number(first[2]) + index,
  );
  return end < 0 ? names.length : end;
}

const MOST_REASONS = 20;

/** Hosts of which nothing is known, and why: said, not left out. */
export function unknownBlocks(unknown: readonly UnknownHost[]): Block[] {
  if (unknown.length === 0) return [];
  const byReason = new Map<string, string[]>();
  for (const { name, reason } of unknown) byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  const items = [...byReason].map(([reason, hosts]): Text => [strong(hostNames(hosts)), `: ${reason}`]);
  const shown = items.slice(0, MOST_REASONS);
  const rest = items.length > MOST_REASONS ? [l10n.t("… and {0} other reasons", items.length - MOST_REASONS)] : [];
  return [heading(l10n.t("Hosts without data")), ...list([...shown, ...rest])];
}
