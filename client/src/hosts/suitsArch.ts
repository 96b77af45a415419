/** Architectures that one host's hypervisor runs, by the narrower one. */
const alsoRunsOn: ReadonlyMap<string, string> = new Map([
  ["i686", "x86_64"],
  ["armv7l", "aarch64"],
]);

/**
 * @param guest the domain's architecture; undefined when it names none
 * @param host a host's architecture
 * @returns whether the host can take part in what is done for the domain
 */
export function suitsArch(guest: string | undefined, host: string): boolean {
  return guest === undefined || guest === host || alsoRunsOn.get(guest) === host;
}
