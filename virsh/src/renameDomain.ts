import type { LibvirtConnection } from "./connect.js";
import { type OpenedDefinition, readNow } from "./definition.js";
import { listDomains } from "./domains.js";
import { VirshError } from "./failure.js";

/** What became of a rename. */
export type RenameOutcome =
  /** As read back. */
  | { readonly kind: "renamed"; readonly definition: OpenedDefinition }
  /** libvirt was not asked: it renames only a VM that is shut off, and to a name that no other has. */
  | { readonly kind: "refused"; readonly reason: "running" | "transient" | "name-exists" }
  /** libvirt's message, in one line. */
  | { readonly kind: "rejected"; readonly message: string };

/**
 * Gives a VM another name: `virsh domrename` (libvirt 1.2.19). All else stays, its UUID too.
 *
 * @param uuid must be shut off
 * @throws VirshError where there is no such VM, or virsh gives no answer
 */
export async function renameDomain(
  virsh: LibvirtConnection,
  uuid: string,
  newName: string,
  signal: AbortSignal,
): Promise<RenameOutcome> {
  const { isRunning, isPersistent } = await readNow(virsh, uuid, signal);
  if (isRunning) return { kind: "refused", reason: isPersistent ? "running" : "transient" };
  if ((await listDomains(virsh, signal)).some(({ name }) => name === newName)) {
    return { kind: "refused", reason: "name-exists" };
  }
  // As arguments: virsh splits them no further, and what begins with a hyphen is no option.
  const error = await virsh.run(["domrename", "--", uuid, newName], signal).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const { opened } = await readNow(virsh, uuid, signal);
  if (error === undefined || opened.name === newName) return { kind: "renamed", definition: opened };
  if (!(error instanceof VirshError) || error.failure.message === "") throw error;
  return { kind: "rejected", message: error.failure.message };
}
