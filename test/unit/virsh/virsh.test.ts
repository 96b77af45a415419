import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { askHost, capabilities } from "../../../virsh/src/askHost.js";
import { connect } from "../../../virsh/src/connect.js";
import { listDomains } from "../../../virsh/src/domains.js";
import { failureOf, failureText, inEnglish } from "../../../virsh/src/failure.js";
import { type RunLimits, runVirsh } from "../../../virsh/src/runVirsh.js";
import { BAD } from "../../support/addresses.js";

const LIMITS = { time: 20_000, bytes: 64 * 1024 };
const never = () => new AbortController().signal;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "virsh-test-"));
});
afterAll(() => rm(folder, { recursive: true }));

const explainFailure = (message: string, uri: string) =>
  failureText(failureOf({ kind: "failed", code: 1, message }, uri), inEnglish);
const virshOf = (file: string, uri: string, limits?: RunLimits) =>
  connect(uri, { executable: () => file, ...(limits === undefined ? {} : { limits }) });

let count = 0;
/** A stand-in for virsh: a fault must be staged, a real one does not hang when asked. */
async function staged(script: string): Promise<string> {
  const file = path.join(folder, `virsh${count++}`);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

/** Processes that still have this text in their command line. */
function left(text: string): string {
  return execFileSync("sh", ["-c", `ps -eo args | grep -F "${text}" | grep -v grep || true`], { encoding: "utf8" });
}

describe("one run", () => {
  it("answers with the output", async () => {
    const file = await staged("echo '<capabilities/>'");
    expect(await runVirsh(file, [], never(), LIMITS)).toEqual({ kind: "done", output: "<capabilities/>\n" });
  });

  it("hands arguments over as they are, whatever they hold", async () => {
    const file = await staged('printf "%s|" "$@"');
    const args = ["--connect", "qemu+ssh://$(touch x)/system", "; rm -rf /", "`id`", "-x"];
    expect(await runVirsh(file, args, never(), LIMITS)).toEqual({ kind: "done", output: `${args.join("|")}|` });
  });

  it("speaks English and has nobody to ask", async () => {
    const file = await staged('echo "$LC_ALL $SSH_ASKPASS_REQUIRE [$DISPLAY]"; cat');
    expect(await runVirsh(file, [], never(), LIMITS)).toEqual({ kind: "done", output: "C never []\n" });
  });

  it.each(["LIBVIRT_DEBUG", "LIBVIRT_LOG_OUTPUTS", "VIRSH_DEBUG", "VIRSH_LOG_FILE"])(
    "logs nothing, as passwords would be in it: %s",
    async (name) => {
      vi.stubEnv(name, "1");
      onTestFinished(() => void vi.unstubAllEnvs());
      const file = await staged(`echo "[$${name}]"`);
      expect(await runVirsh(file, [], never(), LIMITS)).toEqual({ kind: "done", output: "[]\n" });
    },
  );

  it("ends what hangs, with all that it started", async () => {
    const file = await staged("sleep 987 & sleep 987");
    expect(await runVirsh(file, [], never(), { ...LIMITS, time: 200 })).toEqual({ kind: "timeout" });
    expect(left("sleep 987")).toBe("");
  });

  it("ends what ignores being asked to", async () => {
    const file = await staged("trap '' TERM INT HUP; while :; do sleep 0.05; done");
    expect(await runVirsh(file, [], never(), { ...LIMITS, time: 200 })).toEqual({ kind: "timeout" });
    expect(left(file)).toBe("");
  });

  it("does not wait for what has left the group and keeps the pipes", async () => {
    const pids = path.join(folder, "pids");
    const leaving = `setsid sh -c 'echo $$ >> ${pids}; exec sleep 986' &`;
    const file = await staged(`${leaving}\nuntil [ -s ${pids} ]; do sleep 0.05; done; echo '<capabilities/>'`);
    expect(await runVirsh(file, [], never(), LIMITS)).toEqual({ kind: "done", output: "<capabilities/>\n" });
    const hanging = await staged(`${leaving}\nsleep 986`);
    expect(await runVirsh(hanging, [], never(), { ...LIMITS, time: 200 })).toEqual({ kind: "timeout" });
    execFileSync("sh", ["-c", `kill $(cat ${pids})`]);
  });

  it("ends a flood", async () => {
    const file = await staged("yes '<host/>'");
    expect(await runVirsh(file, [], never(), LIMITS)).toEqual({ kind: "too-much" });
    expect(left(file)).toBe("");
  });

  it("takes a flood of errors", async () => {
    const file = await staged("yes error: oh | head -c 3000000 >&2; exit 3");
    const run = await runVirsh(file, [], never(), LIMITS);
    expect(run).toMatchObject({ kind: "failed", code: 3 });
  });

  it("is cancelled", async () => {
    const file = await staged("echo begun; sleep 988");
    const controller = new AbortController();
    const run = runVirsh(file, [], controller.signal, LIMITS);
    controller.abort();
    expect(await run).toEqual({ kind: "cancelled" });
    expect(left("sleep 988")).toBe("");
    expect(await runVirsh(file, [], controller.signal, LIMITS)).toEqual({ kind: "cancelled" });
  });

  it("tells a virsh that is not there from one that cannot be started", async () => {
    expect(await runVirsh(path.join(folder, "none"), [], never(), LIMITS)).toEqual({ kind: "missing" });
    expect(await runVirsh(folder, [], never(), LIMITS)).toEqual({ kind: "not-executable" });
  });
});

it("names with blanks at their ends are not one another", async () => {
  const names = ["a", " a", "a ", "a b"];
  const printed = [...names, "ü".padEnd(29)];
  const lines = printed.map((name, index) => `0000000${index}-1111-4111-8111-111111111111 ${name}`).join("\n");
  const file = await staged(`mark() { for word in $4; do case "$word" in ==*) echo "\${word%;}";; esac; done; }
mark "$@" | uniq >&2
first=$(mark "$@" | head -1)
for i in 1 2 3 4 5 6; do echo "$first"; [ $i != 3 ] || printf '%s\\n' '${lines.replaceAll("\n", "' '")}'; done
for i in 1 2 3 4 5 6; do echo "$first" >&2; done`);
  const domains = await listDomains(virshOf(file, "qemu:///system"), never());
  expect(new Set(domains.map(({ name }) => name))).toEqual(new Set([...names, "ü"]));
});

describe("what fails says what to do", () => {
  it.each([
    [
      "error: failed to connect to the hypervisor\nerror: Failed to connect socket to '/var/run/libvirt/libvirt-sock': No such file or directory",
      "libvirt does not answer",
    ],
    ["error: Failed to connect socket to '/run/libvirt/libvirt-sock': Permission denied", "group libvirt"],
    [
      "error: authentication unavailable: no polkit agent available to authenticate action 'org.libvirt.unix.manage'",
      "not allowed",
    ],
    [
      "error: Cannot recv data: ssh: Could not resolve hostname node9: Name or service not known: Connection reset by peer",
      "no host with the name",
    ],
    ["error: Cannot recv data: Host key verification failed.: Connection reset by peer", "accept its key"],
    ["error: Cannot recv data: root@node1: Permission denied (publickey,password).", "use a key"],
    ["error: unable to connect to server at 'node1:16509': Connection refused", "libvirt does not answer"],
    ["error: Cannot recv data: ssh: connect to host node1 port 22: No route to host", "cannot be reached"],
    [
      "error: failed to get emulator capabilities\nerror: invalid argument: unable to find any emulator to serve 'alpha' architecture",
      "does not support such VMs",
    ],
    [
      "error: failed to get emulator capabilities\nerror: invalid argument: the machine 'nonsense' is not supported by emulator",
      "does not support such VMs",
    ],
    ["error: invalid argument: unknown architecture: nonsense", "does not support such VMs"],
    ["error: no connection driver available for foo:///system", "Check the URI"],
    ["", "without a message"],
    ["error: something quite new", "something quite new"],
  ])("%s", (message, words) => {
    expect(explainFailure(message, "qemu:///system")).toContain(words);
  });

  it("shows no password, no control characters and no novel", () => {
    const message = `error: cannot reach qemu+ssh://me:s3cret@node/system \u001b[31m${"x".repeat(5000)}`;
    const text = explainFailure(message, "node");
    expect(text).not.toContain("s3cret");
    expect(text).not.toContain("\u001b");
    expect(text.length).toBeLessThan(500);
  });
});

describe("a host", () => {
  const caps = "<capabilities><host/></capabilities>";
  const domcaps = "<domainCapabilities/>";
  const answering = (extra = "") =>
    staged(`${extra}
case "$*" in
  *domcapabilities*) echo '${domcaps}';;
  *capabilities*) echo '${caps}';;
  *version*) echo 'Running hypervisor: QEMU 7.2.22'; echo 'Running against daemon: 9.0.0';;
esac`);

  it("is known by its documents and releases", async () => {
    const file = await answering();
    expect(await askHost(virshOf(file, "qemu:///system"), {}, never(), () => 5)).toEqual({
      documents: [domcaps, caps],
      libvirt: "9.0.0",
      qemu: "7.2.22",
      fetched: 5,
    });
  });

  it("is asked about the guests that are wanted, and ssh without a terminal", async () => {
    const log = path.join(folder, "log");
    const file = await answering(`echo "$*" >> ${log}`);
    const about = { arch: "aarch64", machine: "virt", virtType: "qemu" };
    await askHost(virshOf(file, "qemu+ssh://node1/system"), about, never());
    const lines = execFileSync("cat", [log], { encoding: "utf8" }).trim().split("\n");
    expect(lines).toEqual([
      "--quiet --connect qemu+ssh://node1/system?no_tty=1 capabilities",
      "--quiet --connect qemu+ssh://node1/system?no_tty=1 domcapabilities --arch=aarch64 --machine=virt --virttype=qemu",
      "--quiet --connect qemu+ssh://node1/system?no_tty=1 version --daemon",
    ]);
  });

  it("is given an address put together from its parts, and none that is refused", async () => {
    const log = path.join(folder, "addresses");
    const file = await staged(`echo "$3" >> ${log}; echo '<capabilities/>'`);
    await capabilities(virshOf(file, "qemu+ssh://node1/system?socket=%2Frun%2Fs&no_tty=1"), never());
    for (const [typed] of BAD) {
      const virsh = virshOf(file, typed);
      await expect(capabilities(virsh, never()), typed).rejects.toThrow(/^The connection URI (?:must|has) /);
      await expect(askHost(virsh, {}, never()), typed).rejects.toThrow(/^The connection URI (?:must|has) /);
    }
    expect(readFileSync(log, "utf8")).toBe("qemu+ssh://node1/system?no_tty=1&socket=/run/s\n");
  });

  it.each([
    ["binary", "head -c 1000 /dev/zero", "did not answer with a document"],
    ["an empty answer", "true", "did not answer with a document"],
    [
      "a failure",
      "echo 'error: Failed to connect socket to x: No such file or directory' >&2; exit 1",
      "libvirt does not answer",
    ],
  ])("that answers with %s is told", async (_, script, words) => {
    const file = await staged(script);
    await expect(askHost(virshOf(file, "qemu:///system", LIMITS), {}, never())).rejects.toThrow(words);
  });

  it("without domain capabilities is known by its processor", async () => {
    const unsupported =
      "error: this function is not supported by the connection driver: virConnectGetDomainCapabilities";
    const file = await staged(`case "$*" in
  *domcapabilities*) echo "${unsupported}" >&2; exit 1;;
  *) echo '${caps}';;
esac`);
    const virsh = virshOf(file, "test:///default");
    expect((await askHost(virsh, {}, never())).documents).toEqual([caps]);
    await expect(askHost(virsh, { arch: "x86_64" }, never())).rejects.toThrow();
  });

  it("whose domain capabilities fail is not taken for one that has none", async () => {
    const file = await staged(`case "$*" in
  *domcapabilities*) echo "error: End of file while reading data" >&2; exit 1;;
  *) echo '${caps}';;
esac`);
    await expect(askHost(virshOf(file, "qemu:///system"), {}, never())).rejects.toThrow("End of file");
  });
});

it("what a host writes to keep a pattern busy is looked at in part", () => {
  const pumped = `${"no such file or directory".repeat(10_000)}${"libvirt".repeat(30_000)}`;
  expect(explainFailure(pumped, "node")).toMatch(/node/);
});
