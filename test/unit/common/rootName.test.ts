import { describe, expect, it } from "vitest";
import { rootName } from "../../../shared/src/common/rootName.js";

const table: readonly (readonly [text: string, root: string | undefined])[] = [
  ["<domain type='kvm'>", "domain"],
  ["\uFEFF<domain>", "domain"],
  ["\n\n  <cpu/>", "cpu"],
  ["<?xml version='1.0'?>\r\n<capabilities>", "capabilities"],
  ["<!-- written by\nvirsh <edit> -->\n<!-- again --><domain>", "domain"],
  ["<!DOCTYPE domain><domain>", "domain"],
  ["<%- | String $name | -%>\n<%# a VM %>\n<domain>", "domain"],
  ["{# a VM #}\n{% if kvm %}\n<domain>", "domain"],
  ['<!DOCTYPE domain [\n<!ENTITY a "<b">\n]>\n<domain>', "domain"],
  ["{<domain>", "domain"],
  ["<domain", "domain"],
  ["<!-- <domain> ", undefined],
  ["<!-->", undefined],
  ["", undefined],
  ["type: domain", undefined],
  ["< domain>", undefined],
  ["<libvirt:domain>", "libvirt:domain"],
];

describe("rootName", () => {
  it.each(table)("%j begins with %s", (text, root) => {
    expect(rootName(text)).toBe(root);
  });

  it("gives up quickly on a file that only opens comments", () => {
    expect(rootName("<!--".repeat(100_000))).toBeUndefined();
  });
});
