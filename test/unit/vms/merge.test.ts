import { describe, expect, it } from "vitest";
import { hasMarks, merge, resolved } from "../../../shared/src/vms/merge.js";

const merged = (base: string, theirs: string, mine: string) => {
  const [one, two, three] = [base, theirs, mine].map((text) => [...text].join("\n"));
  const result = merge(one ?? "", two ?? "", three ?? "", { theirs: "libvirt", mine: "yours" });
  return { ...result, text: result?.text.replaceAll("\n", "|") };
};

describe("two changes of one text, a letter a line", () => {
  it.each([
    ["none", "abc", "abc", "abc", "a|b|c"],
    ["one side", "abc", "aXc", "abc", "a|X|c"],
    ["the other side", "abc", "abc", "abXc", "a|b|X|c"],
    ["both, apart", "abcdef", "aXcdef", "abcdYf", "a|X|c|d|Y|f"],
    ["one drops what the other leaves", "abcdef", "acdef", "abcdeYf", "a|c|d|e|Y|f"],
    ["both the same", "abc", "aXc", "aXc", "a|X|c"],
    ["both drop the same", "abcd", "acd", "acd", "a|c|d"],
    ["at the beginning and at the end", "abc", "Xabc", "abcY", "X|a|b|c|Y"],
    ["lines that come several times", "axbxc", "axbxcx", "aYxbxc", "a|Y|x|b|x|c|x"],
  ])("%s", (_, base, theirs, mine, text) => {
    expect(merged(base, theirs, mine)).toEqual({ text, conflicts: 0 });
  });

  it.each([
    ["the same line", "abc", "aXc", "aYc", "a|<<<<<<< libvirt|X|=======|Y|>>>>>>> yours|c"],
    ["one drops what the other changes", "abc", "ac", "aYc", "a|<<<<<<< libvirt|=======|Y|>>>>>>> yours|c"],
    ["both put something in at one place", "ab", "aXb", "aYb", "a|<<<<<<< libvirt|X|=======|Y|>>>>>>> yours|b"],
    ["lines that touch", "abcd", "aXcd", "abYd", "a|<<<<<<< libvirt|X|c|=======|b|Y|>>>>>>> yours|d"],
  ])("%s: both are there, between marks", (_, base, theirs, mine, text) => {
    expect(merged(base, theirs, mine)).toEqual({ text, conflicts: 1 });
  });

  it("one side is kept at all of them", () => {
    const { text = "" } = merge("a\nb\nc\nd\ne", "X\nb\nc\ne", "Y\nb\nc\nZ\ne", { theirs: "it", mine: "me" }) ?? {};
    expect([hasMarks(text), resolved(text, "theirs"), resolved(text, "mine")]).toEqual([
      true,
      "X\nb\nc\ne",
      "Y\nb\nc\nZ\ne",
    ]);
  });

  it("too many lines that differ: no answer", () => {
    const many = (letter: string) => Array.from({ length: 2001 }, (_, index) => letter + index).join("\n");
    expect(merge(many("a"), many("b"), many("a"), { theirs: "", mine: "" })).toBeUndefined();
  });
});
