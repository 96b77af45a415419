import type { DomainView } from "./domainView.js";

/** The architectures libvirt knows by name (virArch, 12.8). */
export const guestArches: readonly string[] =
  "alpha armv6l armv7l armv7b aarch64 cris i686 ia64 lm32 loongarch64 m68k microblaze microblazeel mips mipsel mips64 mips64el openrisc parisc parisc64 ppc ppcle ppc64 ppc64le ppcemb riscv32 riscv64 s390 s390x sh4 sh4eb sparc sparc64 unicore32 x86_64 xtensa xtensaeb".split(
    " ",
  );

/** The guest's architecture where the document names one that libvirt knows; the host's own is not guessed. */
export function guestArch(view: DomainView): string | undefined {
  const arch = view.os?.arch?.value;
  return arch !== undefined && guestArches.includes(arch) ? arch : undefined;
}

/** The guest's architecture where the document names one and it is not x86. */
export function foreignArch(view: DomainView): string | undefined {
  const arch = guestArch(view);
  return arch === undefined || isX86(arch) ? undefined : arch;
}

export function isX86(arch: string | undefined): boolean {
  return arch === "x86_64" || arch === "i686";
}

/** The machine type where the document names one. */
export function machineType(view: DomainView): string | undefined {
  return view.os?.machine?.value || undefined;
}

/** `q35` or one of its versions (qemuDomainMachineIsQ35). */
export function isQ35(machine: string): boolean {
  return machine === "q35" || machine.startsWith("pc-q35-");
}

/** An ARM guest of the machine type `virt` (qemuDomainMachineIsARMVirt); without a machine type libvirt takes that one. */
export function isArmVirt(view: DomainView): boolean {
  const arch = guestArch(view);
  return (
    (arch === "aarch64" || arch === "armv7l" || arch === "armv6l") && isFamily(machineType(view) ?? "virt", "virt")
  );
}

/** A POWER guest of the machine type `pseries` (qemuDomainMachineIsPSeries), which is also the default. */
export function isPSeries(view: DomainView): boolean {
  const arch = guestArch(view);
  return (arch === "ppc64" || arch === "ppc64le") && isFamily(machineType(view) ?? "pseries", "pseries");
}

/** Whether a machine type is this one or one of its versions. */
export function isFamily(machine: string, family: string): boolean {
  return machine === family || machine.startsWith(`${family}-`);
}
