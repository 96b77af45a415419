import { describe, expect, it } from "vitest";
import {
  code,
  featureSpans,
  heading,
  hostCount,
  hostNames,
  list,
  paragraph,
  reportMarkdown,
  strong,
  table,
} from "../../../shared/src/reports/document.js";

const empty = { title: "t", summary: "s", blocks: [] };

describe("a report as Markdown", () => {
  it("has a title, a summary, then its blocks", () => {
    const blocks = [
      heading("node1"),
      paragraph("Lacks ", ...featureSpans(["avx512f", "pku"]), "."),
      ...list([["It is ", strong("new")]]),
      ...table(["Step", "Result"], [["Mode", [code("custom")]]]),
    ];
    expect(reportMarkdown({ title: "Levels of prod", summary: "All of it.", blocks })).toBe(
      `${[
        "# Levels of prod",
        "All of it.",
        "## node1",
        "Lacks `avx512f` and `pku`.",
        "- It is **new**",
        "| Step | Result |\n| :-- | :-- |\n| Mode | `custom` |",
      ].join("\n\n")}\n`,
    );
  });

  it.each([
    ["a`b", "a\\`b"],
    ["a|b", "a\\|b"],
    ["<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"],
    ["[x](command:workbench.action.quit)", "`[x](command:workbench.action.quit)`"],
    ["![x](http://e.example/p.png)", "`![x](http://e.example/p.png)`"],
    ["http://e.example", "`http://e.example`"],
    ["<http://e.example>, and", "`<http://e.example>`, and"],
    ["http://e`x://f|//g", "`http://e`\\``x://f`\\|`//g`"],
    ["www.e.example.", "`www.e.example`."],
    ["node1.example.org, node1.lab", "`node1.example.org`, node1.lab"],
    ["me@e.example", "`me@e.example`"],
    ["@somebody and @some/team", "`@somebody` and `@some/team`"],
    ["see #12, GH-12 and a/b#12!", "see `#12`, `GH-12` and `a/b#12`!"],
    ["a :smile: b", "a `:smile:` b"],
    ["在http://e.example上", "在`http://e.example`上"],
    ["libvirt 12.8.0: a @ b # c", "libvirt 12.8.0: a @ b # c"],
    ["&lt;", "\\&lt;"],
    ["$x$ and ~~y~~ and *z* and _w_", "\\$x\\$ and \\~\\~y\\~\\~ and \\*z\\* and \\_w\\_"],
    ["x86_64 a__b", "x86_64 a\\_\\_b"],
    ["a\n\n# b", "a # b"],
    ["a\u202eb", "a b"],
    ["back\\slash", "back\\\\slash"],
  ])("%j cannot format", (name, text) => {
    expect(reportMarkdown({ ...empty, summary: name })).toContain(`\n\n${text}\n`);
    expect(reportMarkdown({ ...empty, title: name })).toContain(`# ${text}\n`);
  });

  it.each([
    ["a`b", "a\\`b"],
    ["a|b", "a\\|b"],
    ["<script>", "`<script>`"],
    ["[x](command:y)", "`[x](command:y)`"],
    [" a ", "`a`"],
    ["", ""],
  ])("%j as code cannot end it", (name, text) => {
    expect(reportMarkdown({ ...empty, summary: [code(name)] })).toBe(`# t\n\n${text}\n`);
  });

  it.each([
    ["# a", "\\# a"],
    ["\n# a", "\\# a"],
    ["- a", "\\- a"],
    ["+ a", "\\+ a"],
    ["> a", "\\> a"],
    ["===", "\\==="],
    ["1. a", "1\\. a"],
    ["12) a", "12\\) a"],
  ])("%j begins nothing at the beginning of a line", (text, escaped) => {
    expect(reportMarkdown({ ...empty, summary: text })).toBe(`# t\n\n${escaped}\n`);
    expect(reportMarkdown({ ...empty, blocks: list([text]) })).toContain(`- ${escaped}\n`);
  });

  it("cuts a very long name", () => {
    expect(reportMarkdown({ ...empty, summary: "x".repeat(100_000) }).length).toBeLessThan(500);
  });
});

describe("names of hosts", () => {
  const row = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `node${from + at}`);
  it.each([
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c", "d"], "a, b, c and d"],
    [row(1, 40), "node1 … node40"],
    [[...row(1, 40), ..."abcdefghijkl"], "node1 … node40 and 12 others"],
    [[..."abcdefghijkl"], "a, b, c and 9 others"],
    [["node1", "node3", "node5", "node7"], "node1, node3, node5 and node7"],
    [[], ""],
  ])("%j", (names, text) => expect(hostNames(names)).toBe(text));

  it("counts features that are too many", () => {
    const names = Array.from({ length: 15 }, (_, index) => `f${index}`);
    expect(reportMarkdown({ ...empty, summary: featureSpans(names) })).toContain("`f10`, `f11` and 3 others");
  });

  it("counts", () => expect([hostCount(1), hostCount(1000)]).toEqual(["1 host", "1,000 hosts"]));
});
