import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { connect } from "../../virsh/src/connect.js";
import { definitionsOf, listDomains } from "../../virsh/src/domains.js";
import { whyNoLibvirt } from "../libvirt/install.js";
import { measure, printFigures, printHeading } from "./measure.js";

const COUNTS = [10, 1000];
const SMOKE_COUNTS = [10];

/** The VMs of a libvirt by a real virsh, where one is installed: each line is one run of it, or one for 100 definitions. */
export async function benchVms(budget: number, isSmoke: boolean): Promise<void> {
  if ((await whyNoLibvirt(false)) !== undefined) return;
  printHeading("VMs of libvirt's test driver, by virsh");
  for (const count of isSmoke ? SMOKE_COUNTS : COUNTS) {
    const folder = mkdtempSync(path.join(tmpdir(), "libvirt-cpu-bench-vms-"));
    try {
      await benchCount(count, folder, budget);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}

async function benchCount(count: number, folder: string, budget: number): Promise<void> {
  const virsh = connect("test:///default", { executable: () => virshWith(count, folder) });
  const { signal } = new AbortController();
  const often = { atLeast: 3, warmUp: 0 };
  const vms = `${count.toLocaleString("en")} VMs`;
  const domains = await listDomains(virsh, signal);
  if (domains.length !== count) throw new Error(`virsh lists ${domains.length} VMs, not ${count}`);
  printFigures(`list ${vms}`, await measure(() => listDomains(virsh, signal), budget, often));
  printFigures(
    `read the definitions of ${vms}`,
    await measure(() => definitionsOf(virsh, domains, signal), budget, often),
  );
}

/** A virsh with so many VMs: no address may name the test driver's file. */
function virshWith(count: number, folder: string): string {
  const domains = Array.from(
    { length: count },
    (_, index) =>
      `<domain type='test'><name>vm${index}</name><memory unit='MiB'>512</memory><vcpu>2</vcpu><os><type>hvm</type></os></domain>`,
  );
  const [node, program] = [path.join(folder, "node.xml"), path.join(folder, "virsh")];
  writeFileSync(node, `<node>${domains.join("\n")}</node>`);
  // --quiet --connect test:///default, then the command.
  writeFileSync(program, `#!/bin/sh\nshift 3\nexec virsh --quiet --connect 'test://${node}' "$@"\n`, { mode: 0o700 });
  return program;
}
