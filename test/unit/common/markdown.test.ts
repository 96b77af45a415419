import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markdownFacts, markdownLine, plainMarkdown } from "../../../shared/src/common/markdown.js";

/** What is shown, and of that what is code. */
function shown(markdown: string): { text: string; outside: string } {
  let [text, outside, rest] = ["", "", markdown];
  for (let match = next(rest); match !== null; match = next(rest)) {
    const [whole = "", character, code] = match;
    text += code ?? character ?? "";
    outside += code === undefined ? (character ?? "") : "\0";
    rest = rest.slice(whole.length);
  }
  return { text, outside };
}

function next(rest: string): RegExpExecArray | null {
  return /^\\([!-/:-@[-`{-~])/.exec(rest) ?? /^`()?([^`]+)`/.exec(rest) ?? /^(.)/s.exec(rest);
}

const part = fc.constantFrom(
  ..."a b . : / // http:// www. @ #1 GH-2 .com [x] ( ) < > & | ` \\ * _ ~ $ , ! ? : 主机 node1 - =".split(" "),
  " ",
);

describe("text as Markdown", () => {
  it("is shown as it is, in one line and one cell; outside code nothing links or mentions", () => {
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const name = parts.join("");
        const markdown = plainMarkdown(name);
        const { text, outside } = shown(markdown);
        expect(text).toBe(name);
        expect(outside).not.toMatch(/\/\/|www\.|@\w|\w@|#\d|GH-\d|\.com\b|:\w/);
        expect(markdown).not.toMatch(/(?<!\\)(?:\\\\)*\|/);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["# a", "\\# a"],
    ["- a", "\\- a"],
    ["1. a", "1\\. a"],
    ["a # b", "a # b"],
  ])("%j begins nothing at the beginning of a line", (text, markdown) => {
    expect(markdownLine(plainMarkdown(text))).toBe(markdown);
  });

  it("facts are a table, whatever their values are", () => {
    const rules = JSON.stringify({ "a|b": "[x](command:y)", "\n@me": "<b>" });
    expect(markdownFacts([["rules", rules]])).toBe(
      '| | |\n| --- | --- |\n| rules | {"a\\|`b":"[x](command:y)","`\\\\`n@me":"<b>"}` |',
    );
  });
});
