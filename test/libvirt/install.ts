import { existsSync } from "node:fs";
import { installDebian } from "../support/installDebian.js";

/** What must be there, each in one of the places where distributions put it. */
const NEEDED: ReadonlyMap<string, readonly string[]> = new Map([
  ["virsh", ["/usr/bin/virsh"]],
  ["QEMU", ["/usr/bin/qemu-system-x86_64", "/usr/bin/qemu-kvm", "/usr/libexec/qemu-kvm"]],
  ["libvirt's QEMU driver", ["/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib"].map(driverIn)],
]);
const PACKAGES = [
  "libvirt-daemon-system",
  "libvirt-daemon-driver-qemu",
  "libvirt-clients",
  "qemu-system-x86",
  // For the sample with a TPM.
  "swtpm",
  "swtpm-tools",
] as const;

/** sshd starts its parts by their full paths, and so must be started itself. */
const SSH: ReadonlyMap<string, readonly string[]> = new Map([
  ["sshd", ["/usr/sbin/sshd"]],
  ["ssh", ["/usr/bin/ssh"]],
  // virsh here reaches a socket there with it.
  ["nc", ["/usr/bin/nc", "/bin/nc"]],
]);

/**
 * Makes sure that libvirt and QEMU are there.
 *
 * @param install whether Debian's packages may be installed
 * @returns why they are not, or undefined
 */
export async function whyNoLibvirt(install: boolean): Promise<string | undefined> {
  return whyMissing(NEEDED, PACKAGES, install);
}

/** The same for OpenSSH's server and client. */
export async function whyNoSshd(install: boolean): Promise<string | undefined> {
  return whyMissing(SSH, ["openssh-server", "openssh-client", "netcat-openbsd"], install);
}

async function whyMissing(
  needed: ReadonlyMap<string, readonly string[]>,
  packages: readonly string[],
  install: boolean,
): Promise<string | undefined> {
  if (missing(needed).length > 0 && install) await installDebian(packages);
  const left = missing(needed);
  return left.length === 0 ? undefined : `${left.join(" and ")} not found: install it, or run as root with --install`;
}

function driverIn(libraries: string): string {
  return `${libraries}/libvirt/connection-driver/libvirt_driver_qemu.so`;
}

function missing(needed: ReadonlyMap<string, readonly string[]>): string[] {
  return [...needed].filter(([, places]) => !places.some((place) => existsSync(place))).map(([name]) => name);
}
