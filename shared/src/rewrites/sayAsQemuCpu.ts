import { toQemuCpu } from "../qemu/index.js";
import type { RuleContext } from "../rules/index.js";
import { guestCpu } from "./guestCpu.js";

/** The document's CPU as QEMU's `-cpu` argument, with notes on what that cannot say; or why there is none. */
export function sayAsQemuCpu(context: RuleContext): ReturnType<typeof toQemuCpu> {
  const guest = guestCpu(context);
  return "error" in guest ? guest : toQemuCpu(guest.cpu, guest.map);
}
