import * as l10n from "@vscode/l10n";
import { findNodeAtLocation, getLocation, type JSONPath, type Node } from "jsonc-parser";
import { type CompletionItem, CompletionItemKind, type Position } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { parseConfig, readJson, TokenKind } from "../../../shared/src/config/index.js";
import { toProtocolRange } from "../context.js";
import { rank } from "../features/completion/offer.js";
import type { ConfigFacts } from "./configFacts.js";
import { type ConfigOffer, offersAt } from "./configOffers.js";
import { type Spot, tokenAt } from "./tokenAt.js";

/** The names and values that may stand at a place of a `libvirt-cpu.json`; its keys are the schema's. */
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
