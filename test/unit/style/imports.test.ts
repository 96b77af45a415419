import { describe, expect, it } from "vitest";
import { importFigures, importsOf, missedImports } from "../../../scripts/style/imports.js";

describe("imports are found", () => {
  it.each([
    ['import { a } from "./b.js";\n', "a/b.ts", false, false],
    ['import type { A } from "../b.js";\n', "b.ts", true, false],
    ['import { type A, type B } from "vscode";\n', "vscode", true, false],
    ['import {\n  type A,\n  b,\n} from "./c/d.js";\n', "a/c/d.ts", false, false],
    ['export { a } from "./b.js";\n', "a/b.ts", false, false],
    ['export * from "./b.js";\n', "a/b.ts", false, false],
    ['import "./b.js";\n', "a/b.ts", false, false],
    ['const b = await import("./b.js");\n', "a/b.ts", false, true],
  ])("%j", (text, target, isType, isLater) => {
    expect(importsOf({ name: "a/a.ts", text })).toEqual([{ target, isType, isLater }]);
  });

  it("finds none in a text", () => {
    expect(importsOf({ name: "a/a.ts", text: 'const a = `\n  import b from "./b.js"`;\n' })).toEqual([]);
  });
});

it("counts circles, names and importers", () => {
  const figures = importFigures([
    { name: "a/a.ts", text: 'import { b } from "./b.js";\nexport const a = b;\n' },
    { name: "a/b.ts", text: 'import { c } from "../c.js";\nexport const b = c;\n' },
    { name: "c.ts", text: 'import type { a } from "./a/a.js";\nexport const c = 1;\nexport const a = 1;\n' },
    { name: "d/d.ts", text: 'import type { E } from "./e.js";\nexport interface D {}\n' },
    { name: "d/e.ts", text: 'import type { D } from "./d.js";\nexport interface E {}\n' },
  ]);
  expect(figures.circles).toEqual([["a/a.ts", "a/b.ts", "c.ts"]]);
  expect(figures.definedTwice).toEqual(["a (a/a.ts, c.ts)"]);
  expect(figures).toMatchObject({ importsPer100: 45.5, oneImporter: 5 });
  expect(missedImports(figures, 3)).toHaveLength(3);
});

it("lets every request have its answer", () => {
  const figures = importFigures(["a.ts", "b.ts"].map((name) => ({ name, text: "export const answer = 1;\n" })));
  expect(missedImports(figures, 100)).toEqual([]);
});
