import type { Route } from "../../../shared/src/messages.js";
import type { CreateOutcome } from "../../../virsh/src/createDomain.js";
import type { OpenedDefinition } from "../../../virsh/src/definition.js";
import type { DomainTexts, ListedDomain } from "../../../virsh/src/domains.js";
import type { VirshFailureCode } from "../../../virsh/src/failure.js";
import type { RenameOutcome } from "../../../virsh/src/renameDomain.js";
import type { SaveOutcome } from "../../../virsh/src/saveDefinition.js";

/**
 * What virsh does with the VMs of a libvirt; only where processes can be started. Where virsh gives no answer, the error
 * is in words for the user, and its cause is the {@link VirshFailureCode}.
 */
export interface VmVerbs {
  /** By name; one run of virsh. */
  list(route: Route, signal: AbortSignal): Promise<readonly ListedDomain[]>;
  /** Definitions without passwords by UUID, and what runs of those that run; one run of virsh for at most 100. */
  texts(route: Route, vms: readonly ListedDomain[], signal: AbortSignal): Promise<ReadonlyMap<string, DomainTexts>>;
  /** Tells the names of VMs to which something happens, until virsh ends. */
  events(route: Route, signal: AbortSignal, changed: (names: readonly string[]) => void): Promise<void>;
  /** What counts at the next start, with placeholders for its passwords. */
  open(route: Route, uuid: string, signal: AbortSignal): Promise<OpenedDefinition>;
  /** What runs now, without passwords; undefined where it does not run. */
  live(route: Route, uuid: string, signal: AbortSignal): Promise<string | undefined>;
  save(route: Route, opened: OpenedDefinition, edited: string, signal: AbortSignal): Promise<SaveOutcome>;
  /** A new VM, which gets a UUID of its own. */
  create(route: Route, text: string, signal: AbortSignal): Promise<CreateOutcome>;
  rename(route: Route, uuid: string, name: string, signal: AbortSignal): Promise<RenameOutcome>;
}

/** Is an error one of these verbs' with this reason? */
export function isFailure(error: unknown, code: VirshFailureCode): boolean {
  return error instanceof Error && error.cause === code;
}
