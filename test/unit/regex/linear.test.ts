import vm from "node:vm";
import { describe, expect, it } from "vitest";
import { attacksOn } from "./attacks.js";
import { allPatterns, type Pattern } from "./patterns.js";

/** Characters: the square of it takes seconds, and whatever grows faster no end. */
const LENGTH = 100_000;
/** Milliseconds for one text; a hundred times what one that grows with its length takes. */
const GUARD = 2000;

/** Ends a search that does not come to an end, which nothing else in a process can. */
const search = new vm.Script("text.replace(pattern, '')");
const context = vm.createContext({});

/** The first text that a pattern is busy with, if there is one. */
function stuckOn(pattern: Pattern, length: number): string | undefined {
  const flags = pattern.flags.includes("g") ? pattern.flags : `${pattern.flags}g`;
  const expression = new RegExp(pattern.source, flags);
  for (const text of attacksOn(pattern, length)) {
    try {
      Object.assign(context, { text, pattern: expression });
      search.runInContext(context, { timeout: GUARD });
    } catch {
      return `${text.slice(0, 40)}…${text.slice(-20)}`;
    }
  }
  return undefined;
}

/** Patterns that may take the square of what they are given, and why that is little. */
const BOUNDED: ReadonlyMap<string, string> = new Map([
  [String.raw`/[ \t]*$/`, "the 100 characters before a place (removeChild)"],
  [String.raw`/\s*(?:\.\.\.?|:|–|—)\s*/g`, "a list of CPUs of at most 500 characters (MAX_GUESSED)"],
  [String.raw`/(\d+)-(\d+)/g`, "a list of CPUs of at most 500 characters (MAX_GUESSED)"],
  [String.raw`/\/+$/`, "the address of a folder that the editor has open"],
  [
    String.raw`/^<(\/?)xsl:([\w.-]+)(?:"[^"]*"|'[^']*'|[^<>"'])*>/`,
    "a tag of a stylesheet, of which so much is looked at as a mark may have (LONGEST)",
  ],
  ["/^-+|-+$/g", "the title of a matrix: a name of at most 100 characters"],
]);

describe("every pattern comes to an end", () => {
  const patterns = allPatterns();

  it("all are found", () => {
    expect(patterns.length).toBeGreaterThan(100);
  });

  const named = patterns.map((each) => [`/${each.source}/${each.flags}`, each] as const);

  it("those that are bounded by what they are given are still there", () => {
    const names: readonly string[] = named.map(([name]) => name);
    expect([...BOUNDED.keys()].filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each(named.filter(([name]) => !BOUNDED.has(name)))("%s", (_, pattern) => {
    expect(stuckOn(pattern, LENGTH)).toBeUndefined();
  });
});
