import { code, type Span } from "./document.js";

const MOST_FEATURES = 12;
const MOST_HOSTS = 3;
/** Above it a list of hosts shows its first and its last. */
const MOST_NAMED_HOSTS = 8;

/** `avx512f`, `pku` and 14 more. */
export function featureSpans(names: readonly string[], most = MOST_FEATURES): Span[] {
  return joined(names.slice(0, most).map(code), names.length - most);
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
  if (row > MOST_HOSTS) return `${first} … ${names[row - 1]} and ${names.length - row} more`;
  return `${names.slice(0, MOST_HOSTS).join(", ")} and ${names.length - MOST_HOSTS} more`;
}

/** `1 host`, `12 hosts`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

export function andList(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function joined(spans: readonly Span[], more: number): Span[] {
  const last = more > 0 ? spans.length : spans.length - 1;
  const between = (index: number): Span[] => (index === 0 ? [] : [index === last ? " and " : ", "]);
  const all = spans.flatMap((span, index) => [...between(index), span]);
  return more > 0 ? [...all, ` and ${more} more`] : all;
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
