import path from "node:path";
import { describe, expect, it } from "vitest";
import { root, run } from "./run.js";

const cwd = path.join(root, "test/cases/field");
const HOST = ["--host", "host.domcaps.xml,host.caps.xml"];

/** Documents as people write them, on the host that a real libvirt judged them on. */
describe("check-start looks at all that a VM asks for", () => {
  it.each<[string, number, RegExp]>([
    ["01-machine-type-gone", 1, /no machine type pc-q35-3\.0\n.*does not support machine type 'pc-q35-3\.0'/],
    ["02-check-start-of-undefinable", 1, /definition not valid\n.*Attribute migratable is only allowed/],
    [
      "03-tsc-frequency-fix-breaks-start",
      1,
      /different TSC frequency\n.*outside tolerance range \(\[2599350000, 2600650000\]/,
    ],
    ["05-hyperv-feature-the-host-lacks", 1, /hyperv relaxed, vapic, hypervclock not supported/],
    ["06-launch-security-not-on-host", 1, /'sev-snp' launch security is not supported with this QEMU binary/],
    ["07-xen-vm-on-kvm-host", 1, /Unknown whether it starts on host\n.*\n.*are for kvm VMs, but the VM is xen/],
    ["17-topoext-always-there", 0, /Starts on host/],
  ])("%s", async (name, code, said) => {
    const ran = await run(["check-start", `${name}.xml`, ...HOST], { cwd });
    expect(ran.err).toBe("");
    expect(ran.out).toMatch(said);
    expect(ran.code).toBe(code);
  });

  it("gives code a stable word for each problem", async () => {
    const { out } = await run(["check-start", "01-machine-type-gone.xml", ...HOST, "--json"], { cwd });
    const [file] = (JSON.parse(out) as { files: { definitions: { hosts: { problems: unknown[] }[] }[] }[] }).files;
    expect(file?.definitions[0]?.hosts[0]?.problems[0]).toMatchObject({
      code: "machine-type",
      verdict: "fails",
      subject: "pc-q35-3.0",
      instead: "q35",
    });
  });
});
