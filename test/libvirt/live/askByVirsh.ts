import { writeFile } from "node:fs/promises";
import path from "node:path";
import { makeVirsh } from "../../../client/src/node/virsh/virsh.js";
import type { LiveConnection, LiveFacts } from "../../../shared/src/messages.js";

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
      expected: "does not offer such guests",
    },
    {
      what: "an architecture that there is not",
      connection: { uri: embedded, arch: "nonsense" },
      expected: "does not offer such guests",
    },
    {
      what: "a domain type that there is not",
      connection: { uri: embedded, virtType: "nonsense" },
      expected: "does not offer such guests",
    },
    {
      what: "a port where nobody listens",
      connection: { uri: "qemu+tcp://127.0.0.1:1/system" },
      expected: "libvirt's daemon does not answer there",
    },
    {
      what: "a socket that there is not",
      connection: { uri: `qemu+unix:///system?socket=${root}/none` },
      expected: "libvirt's daemon does not answer there",
    },
    {
      what: "a name that nobody has",
      connection: { uri: "qemu+tcp://nobody.invalid/system" },
      expected: "there is no host of this name",
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
  const virsh = makeVirsh({ executable: () => executable });
  const all = cases(root, release);
  for (const { what, connection, expected } of all) {
    const answer = await virsh
      .facts(connection, new AbortController().signal)
      .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
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
  return { passed: all.length - failed, failed };
}
