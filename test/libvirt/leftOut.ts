import type { Answer } from "./virsh.js";

interface Reason {
  readonly message: RegExp;
  readonly why: string;
}

/** Refusals that say nothing about CPU, vCPUs, NUMA or their features: our rules do not look there. */
const REASONS: readonly Reason[] = [
  { message: /unknown clock offset/, why: "the clock's offset is not its timers" },
  { message: /TPM version .* is not supported/, why: "this machine has no TPM emulator" },
  { message: /does not support machine type/, why: "the machine types are the installed QEMU's: needs a host" },
  { message: /does not support virt type 'kvm'/, why: "no KVM here" },
  { message: /unknown audio type/, why: "a sound device" },
  { message: /greater than specified machine type limit/, why: "the limit is the installed QEMU's: needs a host" },
];

/** Why a document cannot be compared; undefined where it can. */
export function leftOut({ error, crashed }: Answer): string | undefined {
  if (crashed) return "libvirt itself fell over";
  return REASONS.find(({ message }) => error !== undefined && message.test(error))?.why;
}
