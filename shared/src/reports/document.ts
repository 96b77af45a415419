import * as l10n from "@vscode/l10n";
import { andList } from "../common/lists.js";
import { markdownLine, plainMarkdown } from "../common/markdown.js";
import type { NameList } from "../engine/index.js";
import type { HostProblem, UnknownHost } from "../hosts/index.js";

/** Features that are shown of a list in a message of libvirt. */
const MOST_IN_MESSAGE = 8;

/** What libvirt prints, a long list of features cut; nothing where it says nothing. */
export function libvirtWords({
  message,
  lists = [],
  verdict,
}: Pick<HostProblem, "message" | "lists" | "verdict">): Span[] {
  if (message === "") return [];
  const says =
    verdict === "fails" ? l10n.t("libvirt's message: {0}") : l10n.t("If it fails, libvirt's message is: {0}");
  return fill(says, strong(shortened(message, lists)));
}

function shortened(message: string, lists: readonly NameList[]): string {
  if (lists.length === 0) return message;
  return lists.map(({ before, names, between }) => before + cut(names, between)).join("");
}

function cut(names: readonly string[], between: string): string {
  if (names.length <= MOST_IN_MESSAGE) return names.join(between);
  const more = l10n.t("… ({0} others)", names.length - MOST_IN_MESSAGE);
  return [...names.slice(0, MOST_IN_MESSAGE), more].join(between);
}

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

/**
 * What a report says, before it is Markdown or lines of a terminal. Texts may hold names out of files of others:
 * whoever prints them escapes them, in one place.
 */
export interface ReportDocument {
  readonly title: string;
  /** What was found, in a sentence or two. */
  readonly summary: Text;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: "heading"; readonly text: Text }
  | { readonly kind: "paragraph"; readonly text: Text }
  | { readonly kind: "list"; readonly items: readonly Text[] }
  | { readonly kind: "table"; readonly head: readonly Text[]; readonly rows: readonly (readonly Text[])[] };

export type Text = Span | readonly Span[];

/** Words; something spelled as libvirt spells it; what the eye should find first. */
export type Span = string | { readonly code: string } | { readonly strong: string };

export function heading(text: Text): Block {
  return { kind: "heading", text };
}

export function paragraph(...text: readonly Span[]): Block {
  return { kind: "paragraph", text };
}

/** Nothing where there are no items. */
export function list(items: readonly Text[]): Block[] {
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

export function table(head: readonly Text[], rows: readonly (readonly Text[])[]): Block[] {
  return rows.length === 0 ? [] : [{ kind: "table", head, rows }];
}

export function code(text: string): Span {
  return { code: text };
}

export function strong(text: string): Span {
  return { strong: text };
}

/**
 * A sentence in the user's language with something in its places.
 *
 * @param sentence with `{0}`, `{1}`, …
 */
export function fill(sentence: string, ...parts: readonly Text[]): Span[] {
  return sentence.split(/\{(\d+)\}/).flatMap((piece, index): readonly Span[] => {
    if (index % 2 === 1) return spansOf(parts[Number(piece)] ?? "");
    return piece === "" ? [] : [piece];
  });
}

/** Our own sentences, in which backticks stand around names. */
export function proseSpans(text: string): Span[] {
  return text.split("`").map((part, index) => (index % 2 === 0 ? part : code(part)));
}

export function spansOf(text: Text): readonly Span[] {
  return typeof text === "string" || !Array.isArray(text) ? [text as Span] : text;
}

/** A longer name says nothing more to a reader. */
const MOST_CHARACTERS = 400;

/** A report as Markdown. Nothing in its texts can format, link, run a command or leave its place. */
export function reportMarkdown({ title, summary, blocks }: ReportDocument): string {
  return `${[`# ${inline(title)}`, line(summary), ...blocks.map(blockText)].join("\n\n")}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `## ${inline(block.text)}`;
    case "paragraph":
      return line(block.text);
    case "list":
      return block.items.map((item) => `- ${line(item)}`).join("\n");
    case "table":
      return [block.head, block.head.map(() => undefined), ...block.rows]
        .map((cells) => `| ${cells.map((cell) => (cell === undefined ? ":--" : inline(cell))).join(" | ")} |`)
        .join("\n");
  }
}

function line(text: Text): string {
  return markdownLine(inline(text));
}

function inline(text: Text): string {
  return spansOf(text).map(spanText).join("");
}

function spanText(span: Span): string {
  if (typeof span === "string") return plain(span);
  if ("strong" in span) return span.strong.trim() === "" ? "" : `**${plain(span.strong).trim()}**`;
  const name = oneLine(span.code).trim();
  // Code ends at a backtick, and a cell at a bar even in code.
  return name === "" || /[`|\\]/.test(name) ? plain(name) : `\`${name}\``;
}

function plain(text: string): string {
  return plainMarkdown(oneLine(text));
}

function oneLine(text: string): string {
  const clean = text.replaceAll(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, " ");
  return clean.length <= MOST_CHARACTERS ? clean : `${clean.slice(0, MOST_CHARACTERS)}…`;
}
