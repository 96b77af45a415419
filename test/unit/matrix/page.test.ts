import { describe, expect, it } from "vitest";
import { readFromPage } from "../../../client/src/matrix/protocol.js";
import { scaleFor } from "../../../client/src/matrix/webview/exportMatrix.js";
import { nextItem } from "../../../client/src/matrix/webview/toolbar.js";
import { orders, readState, sortedBy, withSort, withTab } from "../../../client/src/matrix/webview/viewState.js";
import { FIRST_VIEW } from "../../../shared/src/reports/matrix/view/index.js";

describe("what was kept", () => {
  it("comes back", () => {
    const view = {
      ...FIRST_VIEW,
      tab: "models",
      filter: "avx",
      sort: "host",
      sortHost: "node1",
      descending: true,
    } as const;
    const state = { view, top: 120, left: 40 };
    expect(readState(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  it.each([
    [undefined],
    [null],
    ["text"],
    [{}],
    [{ view: null, top: "1", left: Number.NaN }],
    [{ view: { tab: "other", filter: 1, hostFilter: [], differencesOnly: "no", sort: "x", descending: 1 } }],
  ])("%j is what it is at first", (kept) => {
    expect(readState(kept)).toEqual({ view: FIRST_VIEW, top: 0, left: 0 });
  });
});

describe("sorting", () => {
  it("by a header: up, down, and as it was", () => {
    const node1 = { sort: "host", sortHost: "node1" } as const;
    const once = sortedBy(FIRST_VIEW, node1);
    expect(once).toEqual({ ...FIRST_VIEW, ...node1, descending: false });
    const twice = sortedBy(once, node1);
    expect(twice).toEqual({ ...once, descending: true });
    expect(sortedBy(twice, node1)).toEqual(FIRST_VIEW);
    expect(sortedBy(twice, { sort: "host", sortHost: "node2" })).toMatchObject({
      sortHost: "node2",
      descending: false,
    });
  });

  it("otherwise forgets the host", () => {
    expect(withSort({ ...FIRST_VIEW, sort: "host", sortHost: "node1", descending: true }, "name")).toEqual({
      ...FIRST_VIEW,
      sort: "name",
    });
  });

  it.each([
    ["features", "group", ["group", "order", "name"]],
    ["models", "group", ["group", "name"]],
    ["features", "host", ["group", "order", "name", "host"]],
    ["models", "document", ["group", "name", "document"]],
  ] as const)("the orders of %s sorted by %s", (tab, sort, expected) => {
    expect(orders({ ...FIRST_VIEW, tab, sort })).toEqual(expected);
  });

  it("every table has the order that it is in", () => {
    for (const tab of ["features", "models"] as const) {
      for (const sort of ["group", "order", "name", "document", "host"] as const) {
        const view = withTab({ ...FIRST_VIEW, sort }, tab);
        expect(orders(view)).toContain(view.sort);
      }
    }
  });
});

describe("the menu", () => {
  it.each([
    ["ArrowDown", 0, 1],
    ["ArrowDown", 4, 0],
    ["ArrowUp", 0, 4],
    ["Home", 3, 0],
    ["End", 0, 4],
    ["x", 0, undefined],
  ])("%s from %d", (key, from, to) => {
    expect(nextItem(key, from, 5)).toBe(to);
  });
});

describe("pictures", () => {
  it.each([
    [{ width: 600, height: 900 }, 2],
    [{ width: 600, height: 16_384 }, 1],
    [{ width: 40_000, height: 400 }, 0.4096],
  ])("%j are drawn at %d", (size, scale) => {
    expect(scaleFor(size)).toBeCloseTo(scale);
  });
});

describe("what the page says", () => {
  it.each([
    [{ type: "ready", more: 1 }, { type: "ready" }],
    [
      { type: "save", format: "csv", content: "a" },
      { type: "save", format: "csv", content: "a" },
    ],
    [
      { type: "copy", content: "a" },
      { type: "copy", content: "a" },
    ],
    [
      { type: "failed", text: "x".repeat(900) },
      { type: "failed", text: "x".repeat(500) },
    ],
  ])("%j is understood", (message, expected) => {
    expect(readFromPage(message)).toEqual(expected);
  });

  it("a picture is bytes, all else is text", () => {
    const content = new Uint8Array([1]);
    expect(readFromPage({ type: "save", format: "png", content })).toEqual({ type: "save", format: "png", content });
    expect(readFromPage({ type: "save", format: "png", content: "a" })).toBeUndefined();
    expect(readFromPage({ type: "save", format: "csv", content })).toBeUndefined();
    expect(readFromPage({ type: "copy", content })).toBeUndefined();
  });

  it.each([
    [undefined],
    [null],
    ["ready"],
    [{}],
    [{ type: "save", format: "exe", content: "a" }],
    [{ type: "save", format: "__proto__", content: "a" }],
    [{ type: "save", content: "a" }],
    [{ type: "run", content: "rm" }],
    [{ type: "failed", text: 1 }],
  ])("%j is not", (message) => {
    expect(readFromPage(message)).toBeUndefined();
  });
});
