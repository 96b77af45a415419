import { createScanner } from "jsonc-parser";

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
