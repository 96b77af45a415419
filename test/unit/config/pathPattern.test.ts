import fc from "fast-check";
import ignore from "ignore";
import { describe, expect, it } from "vitest";
import { matcherOf } from "../../../shared/src/config/pathPattern.js";

describe("a pattern fits a file", () => {
  it.each<[string[], string, boolean]>([
    [["vms/intel/**"], "vms/intel/web01.xml", true],
    [["vms/intel/**"], "vms/intel/a/b/web01.xml", true],
    [["vms/intel/**"], "vms/intel", false],
    [["vms/lab/"], "vms/lab/web01.xml", true],
    [["vms/lab/"], "vms/lab", false],
    [["lab/"], "vms/lab/a.xml", true],
    [["/lab"], "vms/lab/a.xml", false],
    [["*.xml"], "vms/a.xml", true],
    [["vms/*.xml"], "vms/a.xml", true],
    [["vms/*.xml"], "vms/a/b.xml", false],
    [["**/lab-*/**/*.xml"], "a/lab-1/b.xml", true],
    [["a/**/b"], "a/b", true],
    [["a/**/b"], "a/x/y/b", true],
    [["web0[1-3].xml"], "web02.xml", true],
    [["web0[!1-3].xml"], "web02.xml", false],
    [["web0?.xml"], "web02.xml", true],
    [["\\#a"], "#a", true],
    [["A.xml"], "a.xml", false],
    [["*", "!keep.xml"], "keep.xml", false],
    [["*", "!keep.xml"], "a.xml", true],
    [["vms", "!vms/keep.xml"], "vms/keep.xml", true],
    [["!keep.xml", "*.xml"], "keep.xml", true],
    [["虚拟机/*.xml"], "虚拟机/a.xml", true],
    [["a?.xml"], "a😀.xml", true],
  ])("%j: %s %s", (patterns, path, does) => {
    expect(matcherOf(patterns)(path)).toBe(does);
  });

  it("exactly where the library of .gitignore's patterns says so", () => {
    const name = fc.string({ unit: fc.constantFrom("a", "b", "."), minLength: 1, maxLength: 3 });
    const named = name.filter((one) => !/^\.+$/.test(one));
    const segment = fc.oneof(
      fc.string({ unit: fc.constantFrom("a", "b", ".", "*", "?", "[ab]", "[!a]"), minLength: 1, maxLength: 3 }),
      fc.constant("**"),
    );
    const pattern = fc
      .tuple(fc.constantFrom("", "!", "/"), fc.array(segment, { minLength: 1, maxLength: 4 }), fc.constantFrom("", "/"))
      .map(([before, parts, after]) => before + parts.join("/") + after)
      // Of these no file's path can be one.
      .filter((one) => !/^!?\.\.?(?:\/|$)|\/\.\.?(?:\/|$)/.test(one));
    fc.assert(
      fc.property(
        fc.array(pattern, { minLength: 1, maxLength: 3 }),
        fc.array(named, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/")),
        (patterns, path) => {
          const library = ignore({ ignorecase: false }).add(patterns.map((one) => ({ pattern: one })));
          expect(matcherOf(patterns)(path)).toBe(library.ignores(path));
        },
      ),
      { numRuns: 3000, seed: 1 },
    );
  });

  it("takes no longer for a pattern that somebody has made for it", () => {
    const deep = Array.from({ length: 60 }, () => "a").join("/");
    expect(matcherOf([`${"**/a/".repeat(30)}b`])(deep)).toBe(false);
    expect(matcherOf([`${"*a".repeat(90)}b`])("a".repeat(4000))).toBe(false);
  });
});
