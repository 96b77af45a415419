import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestCell, placeAfter } from "../../../client/src/matrix/webview/grid.js";
import {
  gridLayout,
  inPage,
  numbersOf,
  ROW_HEIGHT,
  scrollFor,
  startOf,
  visibleRange,
} from "../../../client/src/matrix/webview/layout.js";

describe("layout", () => {
  it.each([
    ["three hosts in half a window", 640, 3, 5, false],
    ["two hosts and the VM in a narrow panel", 460, 3, 5, false],
    ["long names where there is room", 1200, 4, 20, false],
    ["long names where there is none", 640, 4, 20, true],
    ["forty hosts", 1200, 40, 6, true],
    ["no host", 640, 0, 0, false],
  ])("%s", (_, width, columns, longest, isTurned) => {
    expect(gridLayout(width, columns, longest).isTurned).toBe(isTurned);
  });

  it("few columns fit without scrolling, many can be told apart", () => {
    const few = gridLayout(640, 3, 5);
    expect(startOf(4, few)).toBeLessThanOrEqual(640);
    expect(gridLayout(1200, 1000, 8).column).toBeGreaterThanOrEqual(24);
  });

  it("two hosts and the VM in half a window leave the rest to the names of features and what they mean", () => {
    expect(gridLayout(610, 3, 5)).toMatchObject({ names: 302, column: 98 });
    expect(gridLayout(1280, 3, 5)).toMatchObject({ names: 420, column: 160 });
  });

  it("turned names have room, up to a limit", () => {
    const [short, long, endless] = [4, 16, 400].map((longest) => gridLayout(1200, 100, longest).header);
    expect(long).toBeGreaterThan(short ?? 0);
    expect(endless).toBeLessThan(240);
  });
});

describe("what stands in the page", () => {
  it.each([
    [
      { start: 0, size: 100 },
      { from: 0, to: 6 },
    ],
    [
      { start: 250, size: 100 },
      { from: 11, to: 19 },
    ],
    [
      { start: 1950, size: 100 },
      { from: 96, to: 100 },
    ],
    [
      { start: 9999, size: 100 },
      { from: 100, to: 100 },
    ],
  ])("of 100 items of 20 pixels at %j: %j", ({ start, size }, expected) => {
    expect(visibleRange(start, size, 20, 100, 1)).toEqual(expected);
  });

  it.each([
    [{ from: 3, to: 6 }, 4, [3, 4, 5]],
    [{ from: 3, to: 6 }, 0, [0, 3, 4, 5]],
    [{ from: 3, to: 6 }, 9, [3, 4, 5, 9]],
    [{ from: 3, to: 6 }, -1, [3, 4, 5]],
    [{ from: 3, to: 6 }, 12, [3, 4, 5]],
  ])("%j and the focus at %d", (range, also, expected) => {
    expect(numbersOf(range, also, 12)).toEqual(expected);
  });

  const views = fc.record({
    rows: fc.integer({ min: 0, max: 900 }),
    hosts: fc.integer({ min: 0, max: 1200 }),
    fixed: fc.integer({ min: 1, max: 2 }),
    width: fc.integer({ min: 200, max: 2000 }),
    height: fc.integer({ min: 150, max: 1400 }),
    down: fc.double({ min: 0, max: 1, noNaN: true }),
    across: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it("is all that is in view, in order, and no more than a few screens of it", () => {
    fc.assert(
      fc.property(views, ({ rows, hosts, fixed, width, height, down, across }) => {
        const columns = fixed + hosts;
        const layout = gridLayout(width, columns - 1, 8);
        const top = Math.floor(down * Math.max(0, rows * ROW_HEIGHT - height));
        const left = Math.floor(across * Math.max(0, startOf(columns, layout) - width));
        const active = { row: rows - 1, column: columns - 1 };
        const shown = inPage({ top, left, width, height, active }, layout, { rows, columns, fixed });
        expect(shown.columns).toEqual([...new Set(shown.columns)].sort((a, b) => a - b));
        expect(shown.rows).toEqual([...new Set(shown.rows)].sort((a, b) => a - b));
        for (let column = fixed; column < columns; column++) {
          const start = startOf(column, layout) - left;
          if (start + layout.column <= startOf(fixed, layout) || start >= width) continue;
          expect(shown.columns).toContain(column);
        }
        for (let row = 0; row < rows; row++) {
          const start = layout.header + row * ROW_HEIGHT - top;
          if (start + ROW_HEIGHT <= layout.header || start >= height) continue;
          expect(shown.rows).toContain(row);
        }
        expect(shown.columns.length).toBeLessThanOrEqual(width / layout.column + 20);
        expect(shown.rows.length).toBeLessThanOrEqual(height / ROW_HEIGHT + 24);
      }),
    );
  });

  it.each([
    ["above", 100, 100],
    ["in view", 220, 200],
    ["below", 500, 420],
  ])("what is %s is scrolled to", (_, start, expected) => {
    expect(scrollFor({ start, size: 20 }, { start: 200, size: 100 })).toBe(expected);
  });
});

describe("keys", () => {
  const size = { rows: 50, columns: 6, page: 10 };
  it.each([
    ["ArrowDown", false, 3, 2, 4, 2],
    ["ArrowUp", false, 0, 2, -1, 2],
    ["ArrowUp", false, -1, 2, -1, 2],
    ["ArrowLeft", false, 3, 0, 3, 0],
    ["ArrowRight", false, 3, 5, 3, 5],
    ["PageDown", false, 45, 1, 49, 1],
    ["PageUp", false, 5, 1, 0, 1],
    ["PageUp", false, -1, 1, -1, 1],
    ["Home", false, 3, 4, 3, 0],
    ["End", false, 3, 0, 3, 5],
    ["Home", true, 3, 4, -1, 0],
    ["End", true, 3, 0, 49, 5],
  ])("%s (control: %s) from %d, %d", (key, isControl, row, column, toRow, toColumn) => {
    expect(placeAfter(key, isControl, { row, column }, size)).toEqual({ row: toRow, column: toColumn });
  });

  it.each(["a", "Tab", "Escape", "toString", "__proto__"])("%s does not move", (key) => {
    expect(placeAfter(key, false, { row: 0, column: 0 }, size)).toBeUndefined();
  });

  it("a table that has shrunk keeps the nearest place", () => {
    expect(nearestCell({ row: 40, column: 5 }, { rows: 3, columns: 2 })).toEqual({ row: 2, column: 1 });
    expect(nearestCell({ row: 40, column: 5 }, { rows: 0, columns: 1 })).toEqual({ row: -1, column: 0 });
  });
});
