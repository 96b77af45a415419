/** The architectures that libvirt has a map for, by the name of the map that serves them. */
const families: ReadonlyMap<string, string> = new Map([
  ["x86_64", "x86"],
  ["i686", "x86"],
  ["aarch64", "aarch64"],
  ["armv7l", "aarch64"],
  ["ppc64", "ppc64"],
  ["ppc64le", "ppc64"],
]);

/** @returns the name of the data files for an architecture; undefined where its models are the hypervisor's */
export function dataFamily(arch: string): string | undefined {
  return families.get(arch);
}
