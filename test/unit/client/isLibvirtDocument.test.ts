import { describe, expect, it } from "vitest";
import { isGuestDocument, isLibvirtDocument } from "../../../client/src/documents/isLibvirtDocument.js";

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
