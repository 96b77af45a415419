import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder, run, samples } from "./run.js";

const WEB = "11111111-1111-4111-8111-111111111111";
const DB = "22222222-2222-4222-8222-222222222222";
const GONE = "33333333-3333-4333-8333-333333333333";

const definition = (name: string, model: string) =>
  `<domain type='kvm'>\n  <name>${name}</name>\n  <memory unit='MiB'>64</memory>\n  <vcpu>1</vcpu>\n  <os>\n    <type arch='x86_64' machine='q35'>hvm</type>\n  </os>\n  <cpu mode='custom'>\n    <model>${model}</model>\n    <feature policy='require' name='aes'/>\n  </cpu>\n</domain>\n`;

let folder = "";
let virsh = "";
/** A stand-in for virsh with three VMs, one of which is gone when it is printed: several commands in one run, as virsh does. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "vms-"));
  await writeFile(path.join(folder, "web.xml"), definition("web 01", "Skylake-Server"));
  await writeFile(path.join(folder, "db.xml"), definition("db", "Hasswell"));
  virsh = path.join(folder, "virsh");
  const hosts = path.join(samples, "hosts");
  await writeFile(
    virsh,
    `#!/bin/sh
printf '%s\\n' "$*" >> ${folder}/log
case "$4" in
  capabilities) exec cat ${hosts}/node1.caps.xml;;
  domcapabilities*) exec cat ${hosts}/node1.domcaps.xml;;
  version*) echo 'Running against daemon: 12.8.0'; exit;;
esac
printf '%s\\n' "$4" | tr ';' '\\n' | while read -r command options; do
  case "$command $options" in
    "echo --err "*) printf '%s' "$options" >&2;;
    "echo "*) printf '%s' "$options";;
    *--state-running) echo '${WEB} web 01';;
    *--state-shutoff) echo '${DB} db'; echo '${GONE} gone';;
    *--autostart) echo '${WEB} web 01';;
    *--persistent) echo '${DB} db'; echo '${GONE} gone';;
    "dumpxml ${WEB}") cat ${folder}/web.xml;;
    "dumpxml --inactive ${DB}") cat ${folder}/db.xml;;
    dumpxml*) echo "error: failed to get domain" >&2;;
  esac
done
exit 0
`,
  );
  await chmod(virsh, 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

describe("list", () => {
  it("shows every VM with its state, its CPU, and whether it starts on its host", async () => {
    const { code, out, err } = await run(["list"], { virsh });
    expect(out).toBe(
      `✗  db      shut off                       Hasswell, 1 feature        Does not start on this machine: model not supported\n` +
        `?  gone    shut off                                                  Its definition could not be checked.\n` +
        `✓  web 01  running, autostart, transient  Skylake-Server, 1 feature  Starts on this machine\n`,
    );
    expect(err).toBe("3 VMs of qemu:///system.\n");
    expect(code).toBe(0);
  });

  it("asks with five runs of virsh, however many VMs there are, and changes nothing", async () => {
    await rm(path.join(folder, "log"), { force: true });
    await run(["list", "--uri", "qemu+ssh://node1/system"], { virsh });
    const runs = (await readFile(path.join(folder, "log"), "utf8")).trim().split("\n");
    expect(runs).toHaveLength(5);
    expect(runs.every((each) => each.startsWith("--quiet --connect qemu+ssh://node1/system?no_tty=1 "))).toBe(true);
    expect(runs.join()).not.toMatch(/\b(?:define|undefine|start|destroy|edit|set\w+)\b/);
  });

  it("answers as JSON", async () => {
    const { out } = await run(["list", "--json"], { virsh, env: { LIBVIRT_DEFAULT_URI: "qemu+ssh://node1/system" } });
    const { uri, libvirt, vms } = JSON.parse(out) as { uri: string; libvirt: string; vms: { name: string }[] };
    expect([uri, libvirt]).toEqual(["qemu+ssh://node1/system", "12.8.0"]);
    expect(vms).toMatchObject([
      { name: "db", uuid: DB, state: "shut-off", autostart: false, persistent: true, outcome: "fails" },
      { name: "gone", uuid: GONE },
      { name: "web 01", uuid: WEB, state: "running", autostart: true, persistent: false, outcome: "starts" },
    ]);
  });
});

describe("cat", () => {
  it.each([
    ["db", "db.xml"],
    [DB, "db.xml"],
    ["web 01", "web.xml"],
  ])("prints the definition of %s", async (name, file) => {
    const { code, out } = await run(["cat", name], { virsh });
    expect(out).toBe(await readFile(path.join(folder, file), "utf8"));
    expect(code).toBe(0);
  });

  it.each([
    [["cat", "dbb"], "qemu:///system has no VM dbb. Did you mean db?"],
    [["cat", "gone"], "The definition of gone could not be read."],
    [["cat"], "Name one VM."],
    [["cat", "db", "web 01"], "Name one VM."],
    [["list", "db"], "list takes no arguments. Name a connection with --uri."],
    [
      ["list", "--via", "ssh", "--uri", "qemu:///system"],
      "qemu:///system does not use ssh. To run virsh on another host, use",
    ],
    [["list", "--via", "telnet"], "--via is one of ssh, not telnet."],
    [["list", "--uri", "qemu+ext:///system"], "The connection URI must not name a program to be run"],
  ])("%j: %s", async (args, says) => {
    const { code, err } = await run(args, { virsh });
    expect(err).toContain(says);
    expect(code).toBe(2);
  });

  it("says what to do where virsh is missing", async () => {
    const { code, err } = await run(["cat", "db"], { virsh: path.join(folder, "none") });
    expect(err).toContain("virsh is not installed. On Debian and Ubuntu, run: apt install libvirt-clients.");
    expect(code).toBe(2);
  });
});

describe("drift", () => {
  const same = () => definition("db", "Hasswell");
  const cases = async (files: Record<string, string>) => makeFolder(files);

  it("compares files with the VMs that libvirt has, the CPU first", async () => {
    const cwd = await cases({
      "a.xml": same(),
      "b.xml": same()
        .replace("<vcpu>1", "<vcpu>2")
        .replace("Hasswell", "Haswell")
        .replace("<name>", `<uuid>${DB.toUpperCase()}</uuid>\n  <name>`),
      "c.xml": definition("new", "Haswell"),
    });
    const { code, out, err } = await run(["drift", "."], { cwd, virsh });
    expect(out).toBe(
      "a.xml: db: no difference. Devices are not compared.\n" +
        "b.xml: db: 2 differences.\n" +
        "  10  cpu/model  the file: Haswell  libvirt: Hasswell\n" +
        "  5   vcpu       the file: 2        libvirt: 1\n" +
        "c.xml: new: libvirt has no such VM.\n",
    );
    expect(err).toBe("3 VMs compared with qemu:///system: 2 differ.\n");
    expect(code).toBe(1);
  });

  it("ends with 0 where nothing differs, and answers as JSON", async () => {
    const cwd = await cases({ "a.xml": same() });
    const { code, out } = await run(["drift", "a.xml", "--json"], { cwd, virsh });
    expect(JSON.parse(out)).toEqual({
      uri: "qemu:///system",
      vms: [{ file: "a.xml", name: "db", line: 1, isThere: true, differences: [] }],
    });
    expect(code).toBe(0);
  });

  it.each([
    [["drift"], "Name files or folders; - is standard input."],
    [["drift", "cpu.xml"], "There are no VMs in cpu.xml."],
  ])("%j: %s", async (args, says) => {
    const cwd = await cases({ "cpu.xml": "<cpu><model>Haswell</model></cpu>" });
    const { code, err } = await run(args, { cwd, virsh });
    expect(err).toContain(says);
    expect(code).toBe(2);
  });
});

describe("--uri checks the VMs of a libvirt", () => {
  it("with lint", async () => {
    const { code, out } = await run(["lint", "--uri", "qemu:///system"], { virsh, cwd: folder });
    expect(out).toContain("db\n");
    expect(out).toContain("error  model-unknown");
    expect(out).toContain("1 error");
    expect(code).toBe(1);
  });

  it("with check-start, on the hosts that are named", async () => {
    const host = path.join(samples, "hosts", "node1.domcaps.xml");
    const { code, out } = await run(["check-start", "--uri", "qemu:///system", "--host", host], { virsh, cwd: folder });
    expect(out).toMatch(/^db: Does not start on node1: model not supported$/m);
    expect(out).toMatch(/^web 01: /m);
    expect(code).toBe(1);
  });

  it.each([
    [["lint", "--uri", "qemu:///system", "a.xml"], "Name files, or a connection with --uri, but not both."],
    [["lint", "--uri", "qemu:///system", "--fix"], "--fix changes files. It does not change VMs in libvirt."],
    [["lint"], "Name files or folders; - is standard input."],
    [["check-start"], "Name files or folders; - is standard input."],
  ])("%j: %s", async (args, says) => {
    const { code, err } = await run(args, { virsh });
    expect(err).toContain(says);
    expect(code).toBe(2);
  });
});
