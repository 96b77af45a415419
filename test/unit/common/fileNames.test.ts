import { describe, expect, it } from "vitest";
import { fileNameOf, hostNameOf } from "../../../shared/src/common/fileNames.js";

describe("hostNameOf", () => {
  it.each([
    ["hosts/node1.domcaps.xml", "node1"],
    ["hosts/node1-domcaps.xml", "node1"],
    ["file:///w/hosts/node1_capabilities.xml", "node1"],
    ["/a/node2.caps.xml", "node2"],
    ["C:\\hosts\\node2.caps.xml", "node2"],
    ["node1/domcaps.xml", "node1"],
    ["./domcaps.xml", "domcaps"],
    ["domcaps.xml", "domcaps"],
    ["node3.cpuid.txt", "node3"],
    ["node4.xml", "node4"],
    ["node4.example.com", "node4.example.com"],
    [".xml", ".xml"],
    ["README", "README"],
    ["", ""],
  ])("of %s is %s", (path, name) => {
    expect(hostNameOf(path)).toBe(name);
  });
});

describe("fileNameOf", () => {
  it.each([
    ["file:///a/b%20c.xml", "b c.xml"],
    ["file:///a/b%zz", "b%zz"],
    ["b.xml", "b.xml"],
  ])("of %s is %s", (uri, name) => {
    expect(fileNameOf(uri)).toBe(name);
  });
});
