import { describe, expect, it } from "vitest";
import { isGuestDocument, isLibvirtDocument } from "../../../client/src/documents/isLibvirtDocument.js";
import { rootName } from "../../../client/src/documents/rootName.js";

const table: readonly (readonly [text: string, root: string | undefined])[] = [
  ["<domain type='kvm'>", "domain"],
  ["\uFEFF<domain>", "domain"],
  ["\n\n  <cpu/>", "cpu"],
  ["<?xml version='1.0'?>\r\n<capabilities>", "capabilities"],
  ["<!-- written by\nvirsh <edit> -->\n<!-- again --><domain>", "domain"],
  ["<!DOCTYPE domain><domain>", "domain"],
  ["<domain", undefined],
  ["<!-- <domain> ", undefined],
  ["<!-->", undefined],
  ["", undefined],
  ["type: domain", undefined],
  ["< domain>", undefined],
  ["<libvirt:domain>", undefined],
];

describe("rootName", () => {
  it.each(table)("%j begins with %s", (text, root) => {
    expect(rootName(text)).toBe(root);
  });

  it("gives up quickly on a file that only opens comments", () => {
    expect(rootName("<!--".repeat(100_000))).toBeUndefined();
  });
});

describe("isGuestDocument", () => {
  it.each([
    ["<domain type='kvm'>", true],
    ["<domainsnapshot>", true],
    ["<domstatus state='running'>", true],
    ["<cpu mode='host-model'/>", true],
    ["<cpus>", false],
    ["<capabilities>", false],
    ["<domainCapabilities>", false],
    ["<project>", false],
    ["", false],
  ])("%s: %s", (text, isOne) => {
    expect(isGuestDocument(text)).toBe(isOne);
  });
});

describe("isLibvirtDocument", () => {
  it.each(["domain", "domainsnapshot", "domstatus", "cpu", "cpus", "capabilities", "domainCapabilities"])(
    "knows <%s>",
    (root) => {
      expect(isLibvirtDocument(`<${root}>`)).toBe(true);
    },
  );

  it.each(["<project>", "<network>", "<Domain>", "<__proto__>", ""])("leaves %s alone", (text) => {
    expect(isLibvirtDocument(text)).toBe(false);
  });
});
