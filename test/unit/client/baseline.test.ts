import { describe, expect, it } from "vitest";
import { commentedBlock, featureCount } from "../../../client/src/baseline/commentedBlock.js";
import { costs, groupLost } from "../../../client/src/baseline/groupLost.js";
import { documentReferences } from "../../../client/src/hosts/hostGroups.js";

/** `avx2:node2,node3 aes:node2` as the server would say it. */
function lost(text: string): { feature: string; missingOn: string[] }[] {
  return text
    .split(" ")
    .filter((part) => part !== "")
    .map((part) => {
      const [feature = "", hosts = ""] = part.split(":");
      return { feature, missingOn: hosts.split(",").filter((host) => host !== "") };
    });
}

const groups: readonly { title: string; lost: string; groups: readonly string[] }[] = [
  { title: "nothing", lost: "", groups: [] },
  { title: "one host", lost: "avx2:b aes:b", groups: ["b: avx2 aes"] },
  { title: "the most expensive first", lost: "a:x b:y c:y", groups: ["y: b c", "x: a"] },
  { title: "single hosts before several", lost: "a:x,y b:x,y c:x", groups: ["x: c", "x,y: a b"] },
  { title: "the same hosts in another order", lost: "a:x,y b:y,x", groups: ["x,y: a b"] },
  { title: "what no host lacks last", lost: "invtsc: a:x", groups: ["x: a", ": invtsc"] },
  { title: "as expensive: as people count", lost: "a:n10 b:n2", groups: ["n2: b", "n10: a"] },
  {
    title: "names of objects",
    lost: "__proto__:__proto__ constructor:x",
    groups: ["__proto__: __proto__", "x: constructor"],
  },
];

describe("groupLost", () => {
  it.each(groups)("$title", (row) => {
    const found = groupLost(lost(row.lost)).map((group) => `${group.missingOn}: ${group.features.join(" ")}`);
    expect(found).toEqual(row.groups);
  });
});

describe("costs", () => {
  it.each([
    { lost: "", expected: "" },
    { lost: "a:x b:x,y c:y d:y", expected: "y=3 x=2" },
    { lost: "a:x,x", expected: "x=1" },
    { lost: "a: b:z,y", expected: "y=1 z=1" },
  ])("$lost costs $expected", (row) => {
    const found = costs(lost(row.lost)).map(({ host, count }) => `${host}=${count}`);
    expect(found.join(" ")).toBe(row.expected);
  });
});

describe("commentedBlock", () => {
  it("puts the remarks around the block", () => {
    expect(commentedBlock(["above", "again"], "<cpu/>\n", ["below"])).toBe(
      "<!-- above\n     again -->\n\n<cpu/>\n\n<!-- below -->\n",
    );
  });

  it("leaves out a side without remarks", () => {
    expect(commentedBlock([], "<cpu/>", [])).toBe("<cpu/>\n");
  });

  it.each(["a--b", "-->", "---", "ends with -"])("holds %s without ending early", (line) => {
    const text = commentedBlock([line], "<cpu/>", []);
    const inside = text.slice("<!--".length, text.lastIndexOf("-->"));
    expect(inside).not.toContain("--");
    expect(inside.endsWith("-")).toBe(false);
  });
});

describe("countFeatures", () => {
  it("counts what the block lists", () => {
    expect(featureCount("<cpu>\n<feature name='a'/>\n<feature\nname='b'/><features/></cpu>")).toBe(2);
    expect(featureCount("<cpu/>")).toBe(0);
  });
});

describe("the hosts that take part", () => {
  const chosen = ["hosts/node1.domcaps.xml", "hosts/node2.domcaps.xml", "hosts/node2.caps.xml"].map((path) => ({
    path,
    document: { uri: `file:///w/${path}`, text: "" },
    summary: { uri: `file:///w/${path}`, kind: "cpu" as const, arch: "x86_64", hasHostModel: false, hasCpu: true },
  }));

  it("as documents go by the names that tell them apart", () => {
    const references = documentReferences(chosen);
    expect(references.map(({ name }) => name)).toEqual(["node1", "node2.domcaps.xml", "node2.caps.xml"]);
    expect(references[0]).toEqual({ uri: "file:///w/hosts/node1.domcaps.xml", text: "", name: "node1" });
  });
});
