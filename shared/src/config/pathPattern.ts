/** One character of a segment, or any number of any. */
type Token = "*" | ((character: string) => boolean);

/** A pattern of paths as `.gitignore` has them. */
interface PathPattern {
  /** It takes back what patterns before it say. */
  readonly isNegative: boolean;
  readonly isForFolders: boolean;
  /** What each part of a path must be; `**` is any number of parts. */
  readonly segments: readonly (readonly Token[] | "**")[];
}

/** A deeper path fits nothing. */
const MAX_DEPTH = 64;

/**
 * Makes what says whether a file's path fits a list of patterns as `.gitignore` has them: of those that fit it the last
 * counts, and what lies in a folder that fits does so as well. Upper and lower case are not the same.
 *
 * Patterns come from anybody, so they do not become regular expressions, with which `ignore` takes minutes for some: the
 * time is that of path × pattern at most.
 *
 * @returns takes a path from the patterns' folder on, with `/`, and whether it is a folder's
 */
export function matcherOf(patterns: readonly string[]): (path: string, isFolder?: boolean) => boolean {
  const compiled = patterns.map(compile).reverse();
  return (path, isFolderItself = false) => {
    const parts = path.split("/").map((part) => [...part]);
    if (parts.length > MAX_DEPTH) return false;
    for (let depth = 1; depth <= parts.length; depth++) {
      const isFolder = isFolderItself || depth < parts.length;
      const last = compiled.find(
        ({ isForFolders, segments }) => (isFolder || !isForFolders) && fits(segments, parts.slice(0, depth), isSegment),
      );
      if (last?.isNegative === false) return true;
    }
    return false;
  };
}

function compile(written: string): PathPattern {
  const isNegative = written.startsWith("!");
  // Spaces at the end are none of it, but for an escaped one.
  const pattern = written.slice(isNegative ? 1 : 0).replace(/(?<![\\ ]) +$/, "");
  const isForFolders = pattern.endsWith("/");
  const plain = isForFolders ? pattern.slice(0, -1) : pattern;
  // Without a slash, but for one at the end, it may be in every folder.
  const parts = plain.includes("/") ? plain.replace(/^\//, "").split("/") : ["**", plain];
  const isInside = parts.at(-1) === "**";
  return {
    isNegative,
    isForFolders,
    // `a/**` is what lies in a, and not a.
    segments: [...parts, ...(isInside ? ["*"] : [])].map((part) => (part === "**" ? part : tokensOf(part))),
  };
}

function isSegment(segment: PathPattern["segments"][number], part: readonly string[]): boolean | "any" {
  return segment === "**" ? "any" : fits(segment, part, isCharacter);
}

function isCharacter(token: Token, character: string): boolean | "any" {
  return token === "*" ? "any" : token(character);
}

/**
 * Does a pattern fit all of something? Of several wildcards only the last is taken back: what fits before it at the
 * earliest place leaves the most for the rest.
 *
 * @param is whether an item of the pattern is one of the text's; `any` for any number of any
 */
function fits<P, T>(pattern: readonly P[], text: readonly T[], is: (item: P, of: T) => boolean | "any"): boolean {
  let [at, place] = [0, 0];
  let wildcard: { readonly at: number; place: number } | undefined;
  for (;;) {
    const item = pattern[at];
    const of = text[place];
    if (of === undefined) break;
    const answer = item === undefined ? false : is(item, of);
    if (answer === "any") wildcard = { at: ++at, place };
    else if (answer) [at, place] = [at + 1, place + 1];
    else if (wildcard === undefined) return false;
    else [at, place] = [wildcard.at, ++wildcard.place];
  }
  const rest = pattern.slice(at);
  return rest.every((item) => item === "*" || item === "**");
}

function tokensOf(part: string): Token[] {
  const characters = [...part];
  const tokens: Token[] = [];
  for (let at = 0; at < characters.length; ) {
    const character = characters[at] ?? "";
    const set = character === "[" ? setAt(characters, at) : undefined;
    if (set !== undefined) {
      tokens.push(set.token);
      at = set.end;
    } else if (character === "\\") {
      tokens.push(literal(characters[at + 1] ?? ""));
      at += 2;
    } else {
      tokens.push(character === "*" ? "*" : character === "?" ? () => true : literal(character));
      at++;
    }
  }
  return tokens;
}

function literal(wanted: string): Token {
  return (character) => character === wanted;
}

/** `[a-z]` or `[!a-z]`; undefined where it is not closed. */
function setAt(
  characters: readonly string[],
  start: number,
): { readonly token: Token; readonly end: number } | undefined {
  const isNegative = characters[start + 1] === "!" || characters[start + 1] === "^";
  const first = start + (isNegative ? 2 : 1);
  const ranges: { readonly from: string; readonly to: string }[] = [];
  for (let at = first; at < characters.length; ) {
    if (characters[at] === "]" && at > first) {
      const isIn = (one: string) => ranges.some(({ from, to }) => from <= one && one <= to);
      return { token: (character) => isIn(character) !== isNegative, end: at + 1 };
    }
    const one = memberAt(characters, at);
    const isRange = characters[one.end] === "-" && (characters[one.end + 1] ?? "]") !== "]";
    const other = isRange ? memberAt(characters, one.end + 1) : one;
    ranges.push({ from: one.character, to: other.character });
    at = other.end;
  }
  return undefined;
}

function memberAt(characters: readonly string[], at: number): { readonly character: string; readonly end: number } {
  const isEscaped = characters[at] === "\\";
  const place = isEscaped ? at + 1 : at;
  return { character: characters[place] ?? "", end: place + 1 };
}
