import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Daemon } from "./daemon.js";

/** This machine as a host that ssh leads to. */
export interface SshHost {
  /** Of the daemon's libvirt there. */
  readonly uri: string;
  /**
   * OpenSSH's client with settings and keys of the test's own, as an executable file.
   *
   * @param before shell commands that come first; they find the arguments in `$*`
   * @param options more of ssh's, before what it is given
   */
  ssh(name: string, before?: string, options?: string): string;
  /** The folder with that client under its own name, for a PATH. */
  readonly bin: string;
  /** The arguments of every process there was while something was defined over ssh, and those of ssh. */
  readonly arguments: () => string;
}

const PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

/** Where sshd keeps its right to start: the package makes it with the service, which is not used. */
const SSHD_FOLDER = "/run/sshd";

/**
 * Makes a host of this machine. Its sshd listens nowhere: ssh starts one for each connection, and it ends with it. The
 * machine's own sshd, keys and settings are not touched.
 */
export async function makeSshHost(daemon: Daemon): Promise<SshHost> {
  const folder = path.join(daemon.folder, "ssh");
  const [bin, there, log] = ["bin", "there", "log"].map((name) => path.join(folder, name)) as [string, string, string];
  for (const each of [bin, there]) mkdirSync(each, { recursive: true });
  mkdirSync(SSHD_FOLDER, { recursive: true, mode: 0o755 });
  const file = (name: string) => path.join(folder, name);
  for (const key of ["host", "user"]) {
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", key, "-f", file(key)]);
  }
  const write = (name: string, lines: readonly string[], mode = 0o600) =>
    writeFileSync(file(name), `${lines.join("\n")}\n`, { mode });
  write("authorized", [readFileSync(file("user.pub"), "utf8")]);
  write("known", [`there ${readFileSync(file("host.pub"), "utf8")}`]);
  write("sshd_config", [
    ...[`HostKey ${file("host")}`, `AuthorizedKeysFile ${file("authorized")}`, "AuthenticationMethods publickey"],
    ...["PermitRootLogin yes", "StrictModes no", "UsePAM no", "PidFile none"],
    // Another home: what this machine's user has his shell run at its start is not ours.
    `SetEnv PATH=${there}:${PATH} HOME=${there}`,
  ]);
  write("config", [
    ...["Host *", `IdentityFile ${file("user")}`, "IdentitiesOnly yes", "HostKeyAlias there"],
    ...[`UserKnownHostsFile ${file("known")}`, "GlobalKnownHostsFile /dev/null", "StrictHostKeyChecking yes"],
    `ProxyCommand /usr/sbin/sshd -i -f ${file("sshd_config")}`,
  ]);
  const look = `case "$*" in *define*) cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' >>'${log}' ;; esac`;
  const virsh = daemon.virsh("virsh-there", look);
  write("there/virsh", ["#!/bin/sh", `PATH=${PATH} exec '${virsh}' "$@"`], 0o755);
  const ssh: SshHost["ssh"] = (name, before = ":", options = "") => {
    const lines = [
      `printf '%s\\n' "$*" >>'${log}'`,
      before,
      `exec /usr/bin/ssh -F '${file("config")}' ${options} "$@"`,
    ];
    write(name, ["#!/bin/sh", ...lines], 0o755);
    return file(name);
  };
  ssh("bin/ssh");
  const socket = new URL(daemon.uri).searchParams.get("socket") ?? "";
  return {
    uri: `qemu+ssh://root@node1/system?socket=${socket}`,
    ssh,
    bin,
    arguments: () => readFileSync(log, "utf8"),
  };
}
