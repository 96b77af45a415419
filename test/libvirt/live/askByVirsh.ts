import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { LiveConnection, LiveFacts } from "../../../shared/src/messages.js";
import { askHost } from "../../../virsh/src/askHost.js";
import { connect } from "../../../virsh/src/connect.js";
import { definitionsOf, listDomains } from "../../../virsh/src/domains.js";

/** The driver in virsh itself answers for qemu:///session: no daemon is needed, and no file can name that driver. */
async function embeddedVirsh(root: string): Promise<string> {
  const file = path.join(root, "virsh");
  const given = "qemu:///session";
  await writeFile(
    file,
    `#!/bin/sh\n[ "$3" = ${given} ] || exec virsh "$@"\nshift 3\nexec virsh --quiet --connect 'qemu:///embed?root=${root}' "$@"\n`,
    { mode: 0o755 },
  );
  return file;
}

interface Case {
  readonly what: string;
  readonly connection: LiveConnection;
  /** What must be so of the facts, or must be in the error. */
  readonly expected: ((facts: LiveFacts) => boolean) | string;
}

/** What a connection answers that has no daemon, no such machine, or only half of what is asked. */
function cases(root: string, release: string): Case[] {
  const embedded = "qemu:///session";
  const begins = ({ documents }: LiveFacts) => documents.map((text) => /^<(\w+)/.exec(text)?.[1]).join();
  return [
    {
      what: "a QEMU host",
      connection: { uri: embedded, virtType: "qemu" },
      expected: (facts) =>
        begins(facts) === "domainCapabilities,capabilities" &&
        facts.libvirt?.startsWith(release) === true &&
        facts.qemu !== undefined,
    },
    {
      what: "the test driver",
      connection: { uri: "test:///default" },
      expected: (facts) => begins(facts) === "capabilities",
    },
    {
      what: "a machine that there is not",
      connection: { uri: embedded, virtType: "qemu", machine: "nonsense" },
      expected: "does not support such VMs",
    },
    {
      what: "an architecture that there is not",
      connection: { uri: embedded, arch: "nonsense" },
      expected: "does not support such VMs",
    },
    {
      what: "a domain type that there is not",
      connection: { uri: embedded, virtType: "nonsense" },
      expected: "does not support such VMs",
    },
    {
      what: "a port where nobody listens",
      connection: { uri: "qemu+tcp://127.0.0.1:1/system" },
      expected: "libvirt does not answer",
    },
    {
      what: "a socket that there is not",
      connection: { uri: `qemu+unix:///system?socket=${root}/none` },
      expected: "libvirt does not answer",
    },
    {
      what: "a name that nobody has",
      connection: { uri: "qemu+tcp://nobody.invalid/system" },
      expected: "There is no host with the name",
    },
  ];
}

/**
 * The extension's own way to ask a host, with a real virsh: what comes back, and what is said of what fails.
 *
 * @param root the folder of an embedded driver
 * @param release the libvirt that is installed
 */
export async function askByVirsh(root: string, release: string): Promise<{ passed: number; failed: number }> {
  let failed = 0;
  const executable = await embeddedVirsh(root);
  const never = new AbortController().signal;
  const all = cases(root, release);
  for (const { what, connection, expected } of all) {
    const { uri, ...about } = connection;
    const virsh = connect(uri, { executable: () => executable });
    const answer = await askHost(virsh, about, never).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    const isRight =
      typeof expected === "string"
        ? typeof answer === "string" && answer.includes(expected)
        : typeof answer !== "string" && expected(answer);
    if (isRight) continue;
    failed += 1;
    console.log(
      `asked by virsh, ${what}: ${typeof answer === "string" ? answer : JSON.stringify(answer).slice(0, 500)}`,
    );
  }
  console.log(`${all.length} hosts asked as the extension asks: ${failed} otherwise than expected`);
  const isListed = await listsTheTestDriver(executable);
  return { passed: all.length - failed + Number(isListed), failed: failed + Number(!isListed) };
}

/** The test driver in virsh has one VM, which runs, and which virsh itself prints alike. */
async function listsTheTestDriver(executable: string): Promise<boolean> {
  const never = new AbortController().signal;
  const virsh = connect("test:///default", { executable: () => executable });
  const domains = await listDomains(virsh, never);
  const gone = { uuid: "00000000-0000-4000-8000-000000000000", name: "gone" } as const;
  const others = { state: "running", isAutostarted: false, isPersistent: true } as const;
  const definitions = await definitionsOf(virsh, [{ ...gone, ...others }, ...domains], never);
  const printed = await virsh.run(["dumpxml", "--inactive", "test"], never);
  const isRight =
    domains.map(({ name, state, isPersistent }) => `${name} ${state} ${isPersistent}`).join() === "test running true" &&
    [...definitions.values()].map((text) => text.trim()).join() === printed.trim();
  if (!isRight) console.log(`list of the test driver: ${JSON.stringify(domains)}, ${definitions.size} definitions`);
  return isRight;
}
