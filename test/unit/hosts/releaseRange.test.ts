import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readXml } from "../../../shared/src/engine/readXml.js";
import { joinRanges, releaseRangeOf } from "../../../shared/src/hosts/facts/releaseRange.js";

const recorded = (name: string) => readFileSync(new URL(`../../fixtures/hosts/${name}.xml`, import.meta.url), "utf8");

describe("what a document tells of the libvirt that printed it", () => {
  it.each([
    ["capabilities-libvirt9.0", { before: "9.9.0" }],
    ["domcaps-x86_64-q35-libvirt9.0-kvm", { from: "9.0.0", before: "9.1.0" }],
    ["domcaps-x86_64-q35-libvirt9.0-tcg", { from: "9.0.0", before: "9.1.0" }],
    ["capabilities-libvirt12.8", { from: "10.1.0" }],
    ["domcaps-x86_64-q35-libvirt12.8-kvm", { from: "12.2.0" }],
    ["domcaps-x86_64-pc-qemu11.1-tcg", { from: "12.2.0" }],
    // The elements of x86 are missing on other architectures in every release.
    ["domcaps-aarch64-virt", { from: "12.2.0" }],
    ["domcaps-s390x", { from: "12.2.0" }],
    ["capabilities-test-driver", {}],
  ])("%s", (name, range) => {
    expect(releaseRangeOf(readXml(recorded(name)))).toEqual(range);
  });

  it.each([
    ["no element", "<domainCapabilities><arch>x86_64</arch></domainCapabilities>", {}],
    [
      "another driver",
      "<domainCapabilities><domain>xen</domain><arch>x86_64</arch><features><hyperv/></features></domainCapabilities>",
      {},
    ],
    [
      "a libvirt that a distribution has changed",
      "<domainCapabilities><domain>kvm</domain><arch>x86_64</arch><devices/><features><hyperv/><tdx/></features></domainCapabilities>",
      {},
    ],
  ])("%s tells nothing", (_, xml, range) => {
    expect(releaseRangeOf(readXml(xml))).toEqual(range);
  });

  it.each([
    [{ from: "9.0.0" }, { before: "9.9.0" }, { from: "9.0.0", before: "9.9.0" }],
    [
      { from: "9.6.0", before: "10.5.0" },
      { from: "9.9.0", before: "10.1.0" },
      { from: "9.9.0", before: "10.1.0" },
    ],
    [{ from: "10.10.0" }, { from: "9.9.0" }, { from: "10.10.0" }],
    [{}, { before: "9.9.0" }, { before: "9.9.0" }],
    [{ from: "10.1.0" }, { before: "9.9.0" }, {}],
    [{ from: "9.9.0" }, { before: "9.9.0" }, {}],
  ])("%j with %j", (one, other, both) => {
    expect(joinRanges(one, other)).toEqual(both);
    expect(joinRanges(other, one)).toEqual(both);
  });
});
