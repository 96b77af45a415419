import { describe, expect, it } from "vitest";
import { guestArches } from "../../../shared/src/domain/guestMachine.js";
import { ARCHES } from "../../../shared/src/engine/parse.js";

describe("the architectures of libvirt", () => {
  it("are the same for a guest and for a host's CPU", () => {
    expect(new Set(guestArches)).toEqual(ARCHES);
  });

  it.each([
    // As libvirt 9.0.0 answered to a definition of each.
    ["ia64", true],
    ["itanium", false],
    ["ppcle", true],
  ])("%s is one: %s", (arch, isOne) => {
    expect(guestArches.includes(arch)).toBe(isOne);
  });
});
