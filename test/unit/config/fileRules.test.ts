import { describe, expect, it } from "vitest";
import { commentProblem, makeFileRules, parseConfig, type TargetChoice } from "../../../shared/src/config/index.js";

const { config } = parseConfig(
  JSON.stringify({
    hosts: { node1: { reference: "x" }, "node 2": { reference: "x" } },
    pools: { prod: ["node1"] },
    target: "prod",
    targets: { "vms/**": "node1", "vms/lab/": "node 2", "*.bad.xml": "gone" },
    exclude: ["old/", "*.tmp.xml", "!kept.tmp.xml"],
  }),
);
const { targetOf, isExcluded } = makeFileRules(config);

describe("the target of a file", () => {
  it.each<[path: string | undefined, text: string | undefined, name: string, because: TargetChoice["because"]]>([
    ["a.xml", "", "prod", "default"],
    [undefined, undefined, "prod", "default"],
    ["vms/a.xml", "", "node1", { pattern: "vms/**" }],
    ["vms/lab/a.xml", "", "node 2", { pattern: "vms/lab/" }],
    ["vms/a.bad.xml", "", "gone", { pattern: "*.bad.xml" }],
    ["vms/a.xml", "<!-- libvirt-cpu-target prod --><domain/>", "prod", "comment"],
    ["vms/a.xml", "<domain><!--libvirt-cpu-target\n  node 2\n--></domain>", "node 2", "comment"],
    [undefined, "<!-- a --><!-- libvirt-cpu-target gone --><!-- libvirt-cpu-target prod -->", "gone", "comment"],
    ["a.xml", "<!-- libvirt-cpu-target -->", "prod", "default"],
    ["a.xml", "<!-- libvirt-cpu-targets node1 -->", "prod", "default"],
    ["a.xml", "<!-- the libvirt-cpu-target node1 -->", "prod", "default"],
    ["a.xml", "<!-- libvirt-cpu-target node1", "prod", "default"],
    ["a.xml", `${" ".repeat(64 * 1024)}<!-- libvirt-cpu-target node1 -->`, "prod", "default"],
  ])("%s %s", (path, text, name, because) => {
    expect(targetOf({ path, text })).toEqual({ name, because });
  });

  it("is the folder's again where the configuration has no patterns", () => {
    expect(makeFileRules(parseConfig("{}").config).targetOf({ path: "vms/a.xml", text: "" }).name).toBeUndefined();
  });
});

describe("a file is left alone", () => {
  it.each([
    ["old/a.xml", true],
    ["a/b.tmp.xml", true],
    ["a/kept.tmp.xml", false],
    ["a.xml", false],
    [undefined, false],
  ])("%s: %s", (path, is) => {
    expect(isExcluded(path)).toBe(is);
  });
});

describe("a name in a comment that is not configured", () => {
  it("is told of at its place", () => {
    const text = "<!-- libvirt-cpu-target prodd -->\n<domain/>";
    const problem = commentProblem(text, config);
    expect(problem?.message).toBe('"prodd" is not a host or pool of libvirt-cpu.json, so this file has no target.');
    expect(text.slice(problem?.start, problem?.end)).toBe("prodd");
    expect(problem?.unknown).toEqual({ name: "prodd", known: ["prod", "node1", "node 2"] });
  });

  it.each(["<domain/>", "<!-- libvirt-cpu-target node 2 -->"])("is not in %s", (text) => {
    expect(commentProblem(text, config)).toBeUndefined();
  });
});
