import * as l10n from "@vscode/l10n";
import { findNodeAtLocation, getLocation, type JSONPath, type Location, type Node } from "jsonc-parser";
import { type CompletionItem, CompletionItemKind, type Position } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { namedReleases } from "../../../shared/src/catalogue/index.js";
import {
  type Config,
  parseConfig,
  readJson,
  SEVERITIES,
  type Token,
  TokenKind,
  tokensFrom,
  VIRT_TYPES,
} from "../../../shared/src/config/index.js";
import type { ReferenceCpu } from "../../../shared/src/hosts/facts/references.js";
import { RULES } from "../../../shared/src/rules/index.js";
import type { Range } from "../../../shared/src/xml/index.js";
import { toProtocolRange } from "../context.js";
import { rank } from "../features/completion/candidate.js";
import type { ConfigFacts } from "./configDiagnostics.js";

/** The names and values that may be at a place of a `libvirt-cpu.json`; its keys are the schema's. */
export function configCompletion(textDocument: TextDocument, position: Position, facts: ConfigFacts): CompletionItem[] {
  const text = textDocument.getText().replace(/^\uFEFF/, " ");
  const offset = textDocument.offsetAt(position);
  const { root } = readJson(text);
  // Without a tree the text is empty, or not to be looked into.
  const spot = root && tokenAt(text, offset);
  if (root === undefined || spot === undefined) return [];
  const location = getLocation(text, offset);
  if (!isFree(spot, location.isAtPropertyKey)) return [];
  const listed = listedAround(root, location.path, spot);
  const offers = offersAt({ location, config: parseConfig(text).config, listed }, facts);
  const isQuoted = text[spot.start] === '"' || spot.start === spot.end;
  const range = toProtocolRange(textDocument, spot);
  return offers.map((offer, index) => ({
    label: offer.text,
    kind: offer.isKey ? CompletionItemKind.Property : CompletionItemKind.Value,
    ...(offer.detail === undefined ? {} : { detail: offer.detail }),
    // Editors compare with all that is replaced, quotes included.
    filterText: isQuoted ? JSON.stringify(offer.text) : offer.text,
    sortText: rank(index),
    textEdit: { range, newText: newText(offer, spot) },
  }));
}

/** May a name or value begin here? */
function isFree({ before }: Spot, isKey: boolean): boolean {
  const { openBrace, openBracket, comma, colon } = TokenKind;
  const openers: readonly (number | undefined)[] = isKey ? [openBrace, comma] : [colon, openBracket, comma];
  return openers.includes(before);
}

function newText({ text, isKey }: ConfigOffer, { after }: Spot): string {
  const quoted = JSON.stringify(text);
  if (after === TokenKind.colon) return quoted;
  // A key comes with a value, so that the file stays readable; people mostly switch rules off.
  const whole = isKey ? l10n.t('{0}: "off"', quoted) : quoted;
  return isLast(after) ? whole : `${whole},`;
}

function isLast(after: number | undefined): boolean {
  const { closeBrace, closeBracket, comma } = TokenKind;
  const closers: readonly (number | undefined)[] = [closeBrace, closeBracket, comma, undefined];
  return closers.includes(after);
}

/** The texts of the list, or the names of the object, that a place is in, but for the one at the place. */
function listedAround(root: Node, path: JSONPath, spot: Spot): Set<string> {
  const around = findNodeAtLocation(root, path.slice(0, -1));
  const nodes = (around?.children ?? []).flatMap((child) =>
    child.type === "property" ? (child.children?.[0] ?? []) : child,
  );
  const texts = nodes.flatMap((node): string[] => {
    const value: unknown = node.offset === spot.start ? undefined : node.value;
    return typeof value === "string" ? [value] : [];
  });
  return new Set(texts);
}

/** What a completion replaces, and what stands around it. */
interface Spot extends Range {
  /** The kind of the token before it and after it, spaces and comments apart; undefined at the ends. */
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/**
 * What a completion replaces at an offset of a JSON text: the text or word that the cursor is in or behind, nothing
 * between tokens. Undefined in comments, and where a value has just ended.
 */
function tokenAt(text: string, offset: number): Spot | undefined {
  let before: number | undefined;
  for (const token of tokensFrom(text, 0)) {
    if (token.start >= offset) break;
    if (isComment(token) && holds(token, offset)) return undefined;
    if (!SKIPPED.includes(token.kind) && !PUNCTUATION.includes(token.kind) && token.end >= offset) {
      // Without its closing quote a text runs to the end of the line, over what follows it.
      const end = token.kind === TokenKind.text && token.isOpen ? offset : token.end;
      const hasEnded = token.kind === TokenKind.text && !token.isOpen && token.end === offset;
      return hasEnded ? undefined : { start: token.start, end, before, after: kindAfter(text, end) };
    }
    if (!SKIPPED.includes(token.kind)) before = token.kind;
  }
  return { start: offset, end: offset, before, after: kindAfter(text, offset) };
}

const { openBrace, closeBrace, openBracket, closeBracket, comma, colon } = TokenKind;
const PUNCTUATION: readonly number[] = [openBrace, closeBrace, openBracket, closeBracket, comma, colon];
const SKIPPED: readonly number[] = [
  TokenKind.lineComment,
  TokenKind.blockComment,
  TokenKind.lineBreak,
  TokenKind.space,
];

function isComment({ kind }: Token): boolean {
  return kind === TokenKind.lineComment || kind === TokenKind.blockComment;
}

/** A line's comment goes on where it ends; others end there. */
function holds({ kind, end, isOpen }: Token, offset: number): boolean {
  return end > offset || (end === offset && (isOpen || kind === TokenKind.lineComment));
}

function kindAfter(text: string, offset: number): number | undefined {
  for (const { kind } of tokensFrom(text, offset)) if (!SKIPPED.includes(kind)) return kind;
  return undefined;
}

/** A text that may come at a place. */
interface ConfigOffer {
  readonly text: string;
  readonly detail?: string;
  /** A name, with its value to follow. */
  readonly isKey?: true;
}

/** Place and text that offers depend on. */
interface ConfigPlace {
  readonly location: Location;
  readonly config: Config;
  /** The texts that the list around the place holds already, but for the one at the place. */
  readonly listed: ReadonlySet<string>;
}

/** Architectures that people have hosts of, in libvirt's spelling, and machine types to ask about. */
const ARCHES = ["x86_64", "aarch64", "ppc64le", "s390x", "riscv64", "loongarch64"];
const MACHINES = ["q35", "pc", "virt", "pseries", "s390-ccw-virtio"];

/** What may be at a place of a configuration; nothing where the file's schema says it all. */
function offersAt({ location, config, listed }: ConfigPlace, facts: ConfigFacts): ConfigOffer[] {
  const { isAtPropertyKey } = location;
  const at = (...path: (string | number)[]) => location.path.length === path.length && location.matches(path);
  if (isAtPropertyKey) return at("rules", "*") ? ruleIds(listed) : [];
  if (at("rules", "*")) return plain(SEVERITIES);
  if (at("pools", "*", "*")) return plain([...config.hosts.keys()].filter((name) => !listed.has(name)));
  if (at("target") || at("targets", "*")) return targets(config);
  if (at("libvirt") || at("hosts", "*", "libvirt")) return plain(namedReleases(facts.maps).reverse());
  if (at("hosts", "*", "reference")) return facts.references.map(referenceOffer);
  if (at("hosts", "*", "arch")) return plain(ARCHES);
  if (at("hosts", "*", "machine")) return plain(MACHINES);
  if (at("hosts", "*", "via")) return plain(["ssh"]);
  return at("hosts", "*", "virtType") ? plain(VIRT_TYPES) : [];
}

function plain(texts: readonly string[]): ConfigOffer[] {
  return texts.map((text) => ({ text }));
}

function referenceOffer({ id, title, year, note }: ReferenceCpu): ConfigOffer {
  return { text: id, detail: [title, String(year), ...(note === undefined ? [] : [note])].join(", ") };
}

function targets({ hosts, pools }: Config): ConfigOffer[] {
  const poolOffers = [...pools].map(([text, { length }]) => ({
    text,
    detail: length === 1 ? l10n.t("pool of 1 host") : l10n.t("pool of {0} hosts", length),
  }));
  const names = [...hosts.keys()].filter((name) => !pools.has(name));
  return [...poolOffers, ...names.map((text) => ({ text, detail: l10n.t("host") }))];
}

function ruleIds(listed: ReadonlySet<string>): ConfigOffer[] {
  const left = RULES.filter(({ id }) => !listed.has(id));
  return left.map(({ id, severity, message }) => ({ text: id, detail: `${severity}: ${message}`, isKey: true }));
}
