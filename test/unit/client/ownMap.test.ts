import { expect, it } from "vitest";
import { isThisMachine } from "../../../client/src/hosts/edit/ownMap.js";

it.each([
  ["qemu:///system", true],
  ["qemu:///session", true],
  ["qemu+unix:///system?socket=/run/libvirt/libvirt-sock", true],
  ["qemu+ssh://node1/system", false],
  ["qemu+tls://node1/system", false],
  ["test:///default", false],
  ["xen:///system", false],
  ["qemu+ext:///system", false],
  ["", false],
])("%s is this machine: %s", (uri, expected) => {
  expect(isThisMachine(uri)).toBe(expected);
});
