import { suitsArch } from "../../common/arches.js";
import type { Host } from "../../engine/index.js";
import type { Guest } from "../guestNeeds.js";
import type { HostProblem } from "../hostProblem.js";
import { machineProblems } from "./machine.js";
import { offerProblems } from "./offers.js";
import { resourceProblems } from "./resources.js";

export { qemuProblems } from "./qemu.js";

/**
 * Everything that a VM asks for beside its CPU, against what a host's documents tell, in libvirt's order: what it refuses
 * when the VM is defined there, then what it refuses at start.
 */
export function vmProblems(guest: Guest, host: Host): HostProblem[] {
  const isAboutGuest = suitsArch(guest.arch, host.arch) && (guest.virtType ?? host.virtType) === host.virtType;
  return [
    ...machineProblems(guest, host),
    ...(isAboutGuest ? offerProblems(guest, host) : []),
    ...resourceProblems(guest, host),
  ];
}
