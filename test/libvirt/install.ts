import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";

const PROGRAMS = ["/usr/bin/virsh", "/usr/bin/qemu-system-x86_64"] as const;
const PACKAGES = ["libvirt-daemon-system", "libvirt-daemon-driver-qemu", "libvirt-clients", "qemu-system-x86"] as const;

/**
 * Makes sure that libvirt and QEMU are there.
 *
 * @param install whether Debian's packages may be installed
 * @returns why they are not, or undefined
 */
export async function whyNoLibvirt(install: boolean): Promise<string | undefined> {
  if (missing().length > 0 && install) await installPackages();
  if (missing().length > 0) return `${missing().join(" and ")} not found: run as root with --install, or install them`;
  if (process.getuid?.() !== 0) return "the QEMU driver needs root here";
  return undefined;
}

function missing(): string[] {
  return PROGRAMS.filter((program) => !existsSync(program));
}

async function installPackages(): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  console.log("installing libvirt and QEMU from the distribution (once) …");
  await aptGet("update", "-q");
  await aptGet("install", "-y", "-q", "--no-install-recommends", ...PACKAGES);
}

async function aptGet(...words: readonly string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const child = spawn("apt-get", words, { env, stdio: ["ignore", "ignore", "inherit"] });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`apt-get ${words[0] ?? ""} ended with ${String(code)}`);
}
