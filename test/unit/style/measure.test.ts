import { describe, expect, it } from "vitest";
import { measure, missed, sum } from "../../../scripts/style/measure.js";

describe("functions are measured", () => {
  it.each<readonly [string, readonly number[]]>([
    ["const a = 1;", []],
    ["function f() {\n  return 1;\n}\n", [3]],
    ["const f = () => 1;", []],
    ["const f = () => {\n  g();\n};\n", [3]],
    ["function f(a: { b: number }): { c: string } {\n  return a;\n}\n", [3]],
    ["const f = () => {\n  const g = () => {\n    h();\n  };\n};\n", [5, 3]],
    [["const s = '=> {';\nconst t = `function f() { $", "{g(() => {\n  h();\n})} =>`;\n"].join(""), [3]],
    ["// function f() {\nconst r = /=> \\{/;\n", []],
    ["function f(): void;\nfunction f(a?: string): void {\n}\n", [2]],
  ])("%j", (source, functions) => {
    expect(measure(source).functions).toEqual(functions);
  });
});

describe("comments and any are counted", () => {
  it.each([
    ["// a\n/* b\nc */\nconst d = 1; // e\n", 4, 1, 0],
    ["const a = '// b';\n", 0, 1, 0],
    ["let a: any;\nconst b = c as any;\n// as any\nconst d = 'as any';\n", 1, 3, 2],
  ])("%j", (source, commentLines, codeLines, anys) => {
    expect(measure(source)).toMatchObject({ commentLines, codeLines, anys });
  });
});

it("says what is missed", () => {
  const long = `function f() {\n${"g();\n".repeat(199)}}\n`;
  expect(missed(sum([measure(long)]))).toHaveLength(5);
  expect(
    missed(sum([measure(`// why\n${"const a = 1;\n".repeat(10)}${"function f() {\n  g();\n}\n".repeat(2)}`)])),
  ).toEqual([]);
});
