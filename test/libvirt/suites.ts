import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { installDebian } from "../support/installDebian.js";

/** A Debian suite in a folder, whose libvirt is asked from there. */
export interface Suite {
  readonly name: string;
  readonly root: string;
}

/** Which suite has which libvirt; sid has the newest. */
const SUITES: ReadonlyMap<string, string> = new Map([
  ["7.0.0", "bullseye"],
  ["9.0.0", "bookworm"],
  ["11.3.0", "trixie"],
  ["12", "sid"],
]);

/** The releases that can be asked for. */
export const suiteReleases: readonly string[] = [...SUITES.keys()];

/** Suites are kept here: making one takes some minutes and 1 GB. */
const KEPT = process.env.LIBVIRT_SUITES ?? "/var/tmp/libvirt-cpu-suites";

/** Those of them that a suite has. */
const PACKAGES = "libvirt-daemon libvirt-daemon-driver-qemu libvirt-clients qemu-system-x86 seabios ovmf";

/** Installs libvirt and QEMU in the folder; their daemons are not started. */
const INSTALL = `set -e
export DEBIAN_FRONTEND=noninteractive
printf '#!/bin/sh\\nexit 101\\n' >/usr/sbin/policy-rc.d
chmod +x /usr/sbin/policy-rc.d
echo 'Acquire::Check-Valid-Until "false";' >/etc/apt/apt.conf.d/99-old-suite
apt-get update -qq
known=
for each in ${PACKAGES}; do
  if apt-cache show "$each" >/dev/null 2>&1; then known="$known $each"; fi
done
apt-get install -y -qq --no-install-recommends $known
for group in libvirt libvirt-qemu; do groupadd -f "$group"; done
id libvirt-qemu >/dev/null 2>&1 || useradd -r -g libvirt-qemu libvirt-qemu
`;

/**
 * Makes sure that the suite of a libvirt release is there.
 *
 * @param release one of {@link suiteReleases}
 * @param install whether debootstrap may be installed
 * @returns the suite, or why there is none
 */
export async function suiteOf(release: string, install: boolean): Promise<Suite | string> {
  const name = SUITES.get(release);
  if (name === undefined) return `no Debian suite has libvirt ${release}: choose of ${suiteReleases.join(", ")}`;
  const root = path.join(KEPT, name);
  const suite = { name, root };
  if (process.getuid?.() !== 0) return "another suite needs root";
  if (existsSync(readyFile(root))) return suite;
  if (!existsSync("/usr/sbin/debootstrap") && install) await installDebian(["debootstrap"]);
  if (!existsSync("/usr/sbin/debootstrap")) return "debootstrap not found: install it, or run with --install";
  console.log(`making ${root} (once, some minutes) …`);
  // One that was not finished is made again.
  rmSync(root, { recursive: true, force: true });
  mkdirSync(KEPT, { recursive: true });
  const site = await mirror();
  await run("debootstrap", ["--variant=minbase", name, root, ...(site === undefined ? [] : [site])]);
  await run("sh", ["-c", inside(suite, `chroot "$0" sh -c "$1"`), root, INSTALL]);
  writeFileSync(readyFile(root), "");
  return suite;
}

function readyFile(root: string): string {
  return path.join(root, ".libvirt-is-installed");
}

/**
 * A command line for sh in which the suite has what a system has, and this machine's folder for temporary files. The mounts are the
 * command's own, and end with it.
 *
 * @param then what is run, with the suite's folder as `$0`
 */
export function inside({ root }: Suite, then: string): string {
  const shared = ["/proc", "/dev", "/sys", tmpdir()];
  const mounts = shared.map((each) => `mkdir -p '${root}${each}' && mount --rbind '${each}' '${root}${each}'`);
  const script = `${mounts.join(" && ")} && ${then}`;
  return `exec unshare --mount sh -c ${quoted(script)} "$0" "$@"`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The mirror that apt is configured with, if it is a Debian mirror; without one debootstrap uses its own. */
async function mirror(): Promise<string | undefined> {
  const child = spawn("apt-get", ["indextargets", "--format", "$(SITE)", "Created-By: Packages"]);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  await once(child, "close");
  return output.split("\n").find((site) => /\/debian\/?$/.test(site));
}

async function run(command: string, words: readonly string[]): Promise<void> {
  const child = spawn(command, words, { stdio: ["ignore", "ignore", "inherit"] });
  const stop = () => child.kill();
  process.once("exit", stop);
  const [code] = (await once(child, "exit")) as [number | null];
  process.off("exit", stop);
  if (code !== 0) throw new Error(`${command} ended with ${String(code)}`);
}
