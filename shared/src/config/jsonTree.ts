import * as l10n from "@vscode/l10n";
import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { type ConfigProblem, makeReport } from "./config.js";

export interface JsonTree {
  /** Undefined where there is nothing, or nothing that can be read. */
  readonly root?: Node;
  /** What is no JSON: the first such place; what the parser stumbles over behind it mostly follows from it. */
  readonly problems: readonly ConfigProblem[];
}

/** Characters, or bytes of a file; 10,000 hosts need two million. */
export const MAX_CONFIG = 8 * 1024 * 1024;

/** Why a configuration that is there is not read: one sentence wherever it is read. */
export function configRefusal(reason: "too-large" | "outside-the-folder"): string {
  return reason === "too-large"
    ? l10n.t("The configuration is larger than {0} MB; it is ignored.", MAX_CONFIG / 1024 / 1024)
    : l10n.t("The configuration is a link to a file outside its folder; it is ignored.");
}

/** A configuration is four deep; the parser goes down by recursion. */
const MAX_DEPTH = 32;

/**
 * Reads JSON with comments and trailing commas, as far as it can be read; never throws. Offsets are those of the text
 * as it was given, a byte order mark included.
 */
export function readJson(text: string): JsonTree {
  const problems: ConfigProblem[] = [];
  const report = makeReport(problems);
  const place = { offset: 0, length: Math.min(1, text.length) };
  const refusal = tooLarge(text);
  if (refusal !== undefined) {
    report(place, refusal, { severity: "error" });
    return { problems };
  }
  const errors: ParseError[] = [];
  const root = parseTree(withoutMark(text), errors, { allowTrailingComma: true, allowEmptyContent: true });
  const first = errors.sort((a, b) => a.offset - b.offset)[0];
  if (first !== undefined) {
    const offset = Math.min(first.offset, text.length);
    const message = WORDS.get(printParseErrorCode(first.error))?.() ?? l10n.t("This is not JSON.");
    report({ offset, length: Math.min(first.length, text.length - offset) }, message, {
      severity: "error",
      inSchema: true,
    });
  }
  return { ...(root === undefined ? {} : { root }), problems };
}

/** Why a text is not looked into, if it is not. */
function tooLarge(text: string): string | undefined {
  if (text.length > MAX_CONFIG) return configRefusal("too-large");
  let depth = 0;
  for (const { kind } of tokensFrom(withoutMark(text), 0)) {
    if (kind === TokenKind.openBrace || kind === TokenKind.openBracket) depth++;
    if (kind === TokenKind.closeBrace || kind === TokenKind.closeBracket) depth--;
    if (depth > MAX_DEPTH) return l10n.t("The configuration has more than {0} levels; it is ignored.", MAX_DEPTH);
  }
  return undefined;
}

/** A space in place of a byte order mark keeps all offsets. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, " ");
}

/** The parser's errors in plain words. */
const WORDS: ReadonlyMap<string, () => string> = new Map([
  ["InvalidSymbol", () => l10n.t("This is not JSON: names and texts must be in double quotes.")],
  ["InvalidNumberFormat", () => l10n.t("This is not a number.")],
  ["PropertyNameExpected", () => l10n.t("A name in double quotes is missing here.")],
  ["ValueExpected", () => l10n.t("A value is missing here.")],
  ["ColonExpected", () => l10n.t('A ":" is missing here.')],
  ["CommaExpected", () => l10n.t('A "," is missing here.')],
  ["CloseBraceExpected", () => l10n.t('A "}" is missing here.')],
  ["CloseBracketExpected", () => l10n.t('A "]" is missing here.')],
  ["EndOfFileExpected", () => l10n.t("The configuration ends before this.")],
  ["UnexpectedEndOfComment", () => l10n.t("This comment is not closed.")],
  ["UnexpectedEndOfString", () => l10n.t("The closing quote is missing.")],
  ["UnexpectedEndOfNumber", () => l10n.t("This number is not complete.")],
  ["InvalidUnicode", () => l10n.t('"\\u" must be followed by four hexadecimal digits.')],
  ["InvalidEscapeCharacter", () => l10n.t('Unknown escape "\\". For a backslash, use "\\\\".')],
  ["InvalidCharacter", () => l10n.t("This character is not allowed in a text.")],
]);

/** The scanner's kinds of tokens that we look at; its own enumeration is not there at run time for our compiler. */
export const TokenKind = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  text: 10,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  space: 15,
  end: 17,
} as const;

export interface Token {
  /** One of `TokenKind`, or a number, word or what is none. */
  readonly kind: number;
  readonly start: number;
  readonly end: number;
  /** A text without its closing quote, a comment without its end. */
  readonly isOpen: boolean;
}

/** The tokens of a JSON text from an offset on, spaces and comments included; whoever asks may stop. */
export function* tokensFrom(text: string, offset: number): Generator<Token, undefined> {
  const scanner = createScanner(text, false);
  scanner.setPosition(offset);
  for (;;) {
    const kind: number = scanner.scan();
    if (kind === TokenKind.end) return undefined;
    const start = scanner.getTokenOffset();
    const isOpen = scanner.getTokenError() === UNEXPECTED_END_OF_COMMENT || scanner.getTokenError() === UNEXPECTED_END;
    yield { kind, start, end: start + scanner.getTokenLength(), isOpen };
  }
}

const UNEXPECTED_END_OF_COMMENT = 1;
const UNEXPECTED_END = 2;
