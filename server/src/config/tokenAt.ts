import { type Token, TokenKind, tokensFrom } from "../../../shared/src/config/index.js";
import type { Range } from "../../../shared/src/xml/index.js";

/** What a completion replaces, and what stands around it. */
export interface Spot extends Range {
  /** The kind of the token before it and after it, spaces and comments apart; undefined at the ends. */
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/**
 * What a completion replaces at an offset of a JSON text: the text or word that the cursor is in or behind, nothing
 * between tokens. Undefined in comments, and where a value has just ended.
 */
export function tokenAt(text: string, offset: number): Spot | undefined {
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
