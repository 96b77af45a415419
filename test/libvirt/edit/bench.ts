import assert from "node:assert/strict";
import type { Catalogue } from "../../../shared/src/catalogue/index.js";
import type { LibvirtConnection } from "../../../virsh/src/connect.js";
import { createDomain } from "../../../virsh/src/createDomain.js";
import type { OpenedDefinition } from "../../../virsh/src/definition.js";
import type { SavedDefinition, SaveOutcome } from "../../../virsh/src/saveDefinition.js";
import type { Daemon } from "./daemon.js";

export const NEVER = new AbortController().signal;

/** Nobody else writes it anywhere. */
export const PASSWORD = `vnc${process.pid}`.slice(0, 8);

export const definition = (name: string, devices = "") =>
  `<domain type='qemu'><name>${name}</name><memory unit='MiB'>64</memory><vcpu>1</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os><devices><graphics type='vnc' port='-1' passwd='${PASSWORD}'/>${devices}</devices></domain>`;

/** What a case works with. */
export interface Bench {
  readonly daemon: Daemon;
  readonly virsh: LibvirtConnection;
  readonly catalogue: Catalogue;
}

export async function made({ virsh }: Bench, name: string, devices = ""): Promise<OpenedDefinition> {
  const outcome = await createDomain(virsh, definition(name, devices), NEVER);
  assert(outcome.kind === "created", JSON.stringify(outcome));
  return outcome.definition;
}

/** What is typed: one vCPU more. */
export const edit = (text: string) => text.replace(/(<vcpu[^>]*>)1</, "$12<");

export function saved(outcome: SaveOutcome): SavedDefinition {
  assert(outcome.kind === "saved", JSON.stringify(outcome));
  return outcome;
}

/** As virsh itself prints it, passwords included. */
export function stored({ virsh }: Bench, { uuid }: OpenedDefinition): Promise<string> {
  return virsh.run(["dumpxml", "--inactive", "--security-info", uuid], NEVER);
}

/** The definition is the old one or the new one, wherever it was cut off; and libvirt can still read it. */
export async function assertOldOrNew(bench: Bench, opened: OpenedDefinition): Promise<void> {
  const now = await stored(bench, opened);
  assert(
    [opened.text, edit(opened.text)].map((text) => text.trim()).includes(now.trim().replace(PASSWORD, HIDDEN)),
    now,
  );
}

export const HIDDEN = "(hidden secret 1)";

/** What is tried, by what it is about. */
export type Cases = Readonly<Record<string, (bench: Bench) => Promise<void>>>;

/** @returns how many ended otherwise than expected; each is told */
export async function tryAll(cases: Cases, bench: Bench): Promise<number> {
  let failed = 0;
  for (const [what, run] of Object.entries(cases)) {
    const begin = performance.now();
    const error = await run(bench).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error === undefined) continue;
    failed += 1;
    const time = Math.round(performance.now() - begin);
    const reason = error instanceof Error ? (error.stack ?? "").slice(0, 3000) : error;
    console.log(`edited VMs, ${what} (${time} ms): ${reason}`);
  }
  return failed;
}
