import { describe, expect, it } from "vitest";
import { isQ35, isX86Machine, suitsArch } from "../../../shared/src/common/arches.js";

describe("suitsArch", () => {
  it.each([
    [undefined, "s390x", true],
    ["x86_64", "x86_64", true],
    ["i686", "x86_64", true],
    ["x86_64", "i686", true],
    ["armv7l", "aarch64", true],
    ["armv6l", "aarch64", true],
    ["ppc64le", "ppc64", true],
    ["aarch64", "x86_64", false],
    ["ppc64", "s390x", false],
  ])("a guest of %s on a host of %s: %s", (guest, host, suits) => {
    expect(suitsArch(guest, host)).toBe(suits);
  });
});

describe("machine types", () => {
  it.each([
    ["q35", true, true],
    ["pc-q35-8.0", true, true],
    ["pc-q35-rhel9.4.0", true, true],
    ["pc-q350", false, false],
    ["pc", false, true],
    ["pc-i440fx-8.0", false, true],
    ["isapc", false, true],
    ["virt-8.0", false, false],
  ])("%s: q35 %s, x86 %s", (machine, q35, x86) => {
    expect([isQ35(machine), isX86Machine(machine)]).toEqual([q35, x86]);
  });
});
