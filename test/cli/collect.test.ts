import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { makeFolder, root, run } from "./run.js";

const documents = (name: string) => readFileSync(path.join(root, "samples/hosts", name), "utf8");

/** A virsh that answers as that of a host does, and writes down what it is asked. */
const VIRSH = `#!/bin/sh
echo "$*" >>"$HERE/asked"
case "$3" in
domcapabilities) cat "$HERE/node1.domcaps.xml" ;;
capabilities) cat "$HERE/node1.caps.xml" ;;
version) cat <<END
Compiled against library: libvirt 12.8.0
Using library: libvirt 12.8.0
Using API: QEMU 12.8.0
Running hypervisor: QEMU 11.1.3
Running against daemon: 12.8.0
END
;;
*) exit 1 ;;
esac
`;

/** Runs the script that is printed, where such a virsh is; what it writes lies in hosts/node1 afterwards. */
async function collected(env: Readonly<Record<string, string>> = {}) {
  const folder = await makeFolder({});
  const bin = path.join(folder, "bin");
  const target = path.join(folder, "hosts/node1");
  for (const each of [bin, target]) mkdirSync(each, { recursive: true });
  for (const name of ["node1.domcaps.xml", "node1.caps.xml"]) writeFileSync(path.join(folder, name), documents(name));
  writeFileSync(path.join(bin, "virsh"), VIRSH);
  chmodSync(path.join(bin, "virsh"), 0o755);
  const { out, code, err } = await run(["collect"], { cwd: folder });
  expect([code, err]).toEqual([0, ""]);
  const archive = execFileSync("sh", [], {
    input: out,
    env: { PATH: `${bin}:${process.env.PATH ?? ""}`, HERE: folder, ...env },
  });
  execFileSync("tar", ["-x", "-C", target], { input: archive });
  const asked = readFileSync(path.join(folder, "asked"), "utf8").trim().split("\n");
  return { folder, target, asked };
}

describe("collect", () => {
  it("prints a script whose archive is a host", async () => {
    const { folder, target, asked } = await collected();
    expect(asked).toEqual([
      "--connect qemu:///system domcapabilities",
      "--connect qemu:///system capabilities",
      "--connect qemu:///system version --daemon",
    ]);
    expect(
      readdirSync(target)
        .filter((name) => name !== "cpu_map")
        .sort(),
    ).toEqual(["capabilities.xml", "domcapabilities.xml", "versions.txt"]);
    writeFileSync(
      path.join(folder, "libvirt-cpu.json"),
      JSON.stringify({ hosts: { node1: { folder: "hosts/node1" } }, target: "node1" }),
    );
    const hosts = await run(["hosts"], { cwd: folder });
    expect(hosts.out).toContain("libvirt 12.8.0");
    expect(hosts.out).toContain("✓");
    expect(hosts.code).toBe(0);
  });

  it("asks about what the environment names", async () => {
    const { asked } = await collected({ LIBVIRT_DEFAULT_URI: "test:///default", VIRT_TYPE: "qemu" });
    expect(asked[0]).toBe("--connect test:///default domcapabilities --virttype qemu");
  });

  it("takes no arguments", async () => {
    const { code, err } = await run(["collect", "node1"]);
    expect(code).toBe(2);
    expect(err).toContain("It prints a script.");
  });

  it("what is missing in the folder is said at its name", async () => {
    const { folder, target } = await collected();
    execFileSync("rm", ["-r", path.join(target, "capabilities.xml")]);
    writeFileSync(
      path.join(folder, "libvirt-cpu.json"),
      JSON.stringify({ hosts: { node1: { folder: "hosts/node1" } } }),
    );
    const { out, code } = await run(["hosts"], { cwd: folder });
    expect(out).toContain("hosts/node1/capabilities.xml: the file does not exist.");
    expect(code).toBe(1);
  });
});
