/** What the names of architectures and machine types tell by themselves. */

/** One QEMU serves both architectures of each of these groups. */
const TOGETHER: readonly (readonly string[])[] = [
  ["x86_64", "i686"],
  ["aarch64", "armv7l", "armv6l"],
  ["ppc64", "ppc64le"],
];

/**
 * Do a host's documents speak about guests of this architecture?
 *
 * @param guest the VM's architecture; undefined where its document names none
 */
export function suitsArch(guest: string | undefined, host: string): boolean {
  if (guest === undefined || guest === host) return true;
  return TOGETHER.some((arches) => arches.includes(guest) && arches.includes(host));
}

export function isX86(arch: string | undefined): boolean {
  return arch === "x86_64" || arch === "i686";
}

/** `q35` or one of its versions (qemuDomainMachineIsQ35). */
export function isQ35(machine: string): boolean {
  return machine === "q35" || machine.startsWith("pc-q35-");
}

/** libvirt gives these a PCI bus, or knows that they have none (qemuDomainDefAddDefaultDevices). */
export function isX86Machine(machine: string): boolean {
  return (
    machine === "isapc" ||
    machine === "microvm" ||
    isQ35(machine) ||
    /^(?:pc$|pc-0\.|pc-1\.|pc-i440|rhel)/.test(machine)
  );
}
