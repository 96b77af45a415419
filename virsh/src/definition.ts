import { readStored, type TextRefusal } from "../../shared/src/vms/editedDefinition.js";
import { hideSecrets, type Secret } from "../../shared/src/vms/secrets.js";
import type { CommandAnswer, LibvirtConnection } from "./connect.js";
import { listDomains } from "./domains.js";
import { failureOf, VirshError } from "./failure.js";

/** A definition as somebody edits it: placeholders stand for its passwords. */
export interface OpenedDefinition {
  readonly uuid: string;
  readonly name: string;
  /** It ends with a line end. */
  readonly text: string;
}

/**
 * What became of a save.
 *
 * What libvirt dropped or changed of what was written is the difference between the text that was saved and
 * `definition.text`: `lossesBetween` of shared/src/vms/losses.ts.
 */
export type SaveOutcome =
  | { readonly kind: "unchanged" }
  | SavedDefinition
  /** Somebody else has changed it since it was opened; nothing was written. */
  | { readonly kind: "conflict"; readonly current: OpenedDefinition }
  /** Nothing was written. */
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | RejectedDefinition
  | UnknownOutcome;

export interface SavedDefinition {
  readonly kind: "saved";
  /** As read back. */
  readonly definition: OpenedDefinition;
  /** The VM runs, so that the change counts at its next start. */
  readonly isRunning: boolean;
  /** It passed libvirt's schema; the definition that was there before did not, where this did not. */
  readonly isValidated: boolean;
  /** Somebody else's change, which came in the moment between the last look and the define, and is overwritten by it. */
  readonly overwritten?: OpenedDefinition;
  /** Defines what was there before, passwords included, if what was saved is still there. */
  undo(signal: AbortSignal): Promise<SaveOutcome>;
}

/** libvirt did not take it; the definition is the old one. */
export interface RejectedDefinition {
  readonly kind: "rejected";
  /** libvirt's, all lines, without passwords. */
  readonly message: string;
  /** It is its schema that refuses, which takes the definition that was there before. */
  readonly byValidation: boolean;
}

/** virsh or the connection ended in the middle of the define. */
export interface UnknownOutcome {
  readonly kind: "unknown";
  /** What is there now. */
  readonly definition: OpenedDefinition;
  /** It is as it was before. */
  readonly isUnchanged: boolean;
}

/** Why nothing was given to libvirt. */
export type Refusal =
  | TextRefusal
  | { readonly reason: "name-changed"; readonly from: string; readonly to: string }
  | { readonly reason: "uuid-changed"; readonly from: string; readonly to: string }
  | { readonly reason: "uuid-missing"; readonly uuid: string }
  /** A placeholder where no such secret may be, or that stands for none. */
  | { readonly reason: "unknown-placeholder"; readonly placeholder: string; readonly start: number }
  /** It would not be there after it has been shut down: a define would make it stay. */
  | { readonly reason: "transient" };

/** What became of a new VM. */
export type CreateOutcome =
  | { readonly kind: "created"; readonly definition: OpenedDefinition }
  | { readonly kind: "refused"; readonly refusal: Refusal | { readonly reason: "name-exists"; readonly name: string } }
  | { readonly kind: "rejected"; readonly message: string; readonly byValidation: boolean }
  /** virsh or the connection ended in the middle; undefined where there is no such VM now. */
  | { readonly kind: "unknown"; readonly definition: OpenedDefinition | undefined };

/** What became of a rename. */
export type RenameOutcome =
  | { readonly kind: "renamed"; readonly definition: OpenedDefinition }
  | { readonly kind: "refused"; readonly reason: "running" | "transient" | "name-exists" }
  | { readonly kind: "rejected"; readonly message: string };

/**
 * Reads what counts at the next start of a VM: `virsh dumpxml --inactive --security-info`, secrets hidden.
 *
 * @param vm its UUID, else its name
 * @throws VirshError `no-vm` where there is none
 */
export async function openDefinition(
  virsh: LibvirtConnection,
  vm: string,
  signal: AbortSignal,
): Promise<OpenedDefinition> {
  const uuid = UUID.test(vm) ? vm : (await listDomains(virsh, signal)).find(({ name }) => name === vm)?.uuid;
  if (uuid === undefined) throw new VirshError({ code: "no-vm", uri: virsh.uri, message: "" });
  return (await readNow(virsh, uuid, signal)).opened;
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** A definition with its secrets, which stay in here. */
interface Stored {
  readonly opened: OpenedDefinition;
  /** With its secrets. */
  readonly complete: string;
  readonly secrets: readonly Secret[];
  readonly isRunning: boolean;
  readonly isPersistent: boolean;
}

/** What is asked about a VM at one moment, in one run. */
function questions(uuid: string): string[] {
  return [
    `dumpxml --inactive --security-info ${uuid}`,
    `dumpxml --inactive ${uuid}`,
    "list --uuid",
    "list --uuid --all --persistent",
  ];
}

/** @returns undefined where the answers are not those of this VM */
function readAnswers(uuid: string, answers: readonly CommandAnswer[]): Stored | undefined {
  const [complete = "", plain = "", active = "", persistent = ""] = answers.map(({ output }) => output.trim());
  const [read, other] = [readStored(complete), readStored(plain)];
  const hidden = read && other && hideSecrets(complete, read.domain, other.domain);
  if (hidden === undefined || read?.uuid !== uuid) return undefined;
  return {
    opened: { uuid, name: read.name, text: `${hidden.text}\n` },
    complete: `${complete}\n`,
    secrets: hidden.secrets,
    isRunning: active.split(/\s+/).includes(uuid),
    isPersistent: persistent.split(/\s+/).includes(uuid),
  };
}

async function readNow(virsh: LibvirtConnection, uuid: string, signal: AbortSignal): Promise<Stored> {
  const answers = await virsh.runAll(questions(uuid), signal);
  const stored = readAnswers(uuid, answers);
  if (stored !== undefined) return stored;
  throw failedWith(virsh, answers[0]);
}

/** virsh answered, but not with what was asked for. */
function failedWith({ uri }: LibvirtConnection, answer: CommandAnswer | undefined): VirshError {
  const { errors: message = "" } = answer ?? {};
  if (message === "") return new VirshError({ code: "no-document", uri, message: "dumpxml" });
  return new VirshError(failureOf({ kind: "failed", code: 1, message }, uri));
}

/**
 * Reads what a VM is while it runs: `virsh dumpxml`, which leaves passwords out.
 *
 * @returns undefined where it does not run
 * @throws VirshError `no-vm` where there is none
 */
export async function liveDefinition(
  virsh: LibvirtConnection,
  uuid: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const [dump, active] = await virsh.runAll([`dumpxml ${uuid}`, "list --uuid"], signal);
  if (dump === undefined || dump.errors !== "") throw failedWith(virsh, dump);
  return active?.output.split(/\s+/).includes(uuid) === true ? `${dump.output.trim()}\n` : undefined;
}

/**
 * Saves an edited definition: checks it, looks whether it is still what was opened, defines it, and reads it back.
 *
 * @param opened as openDefinition or the last save gave it
 * @param signal counts until the define begins; that is not cut off
 * @throws VirshError where nothing was written, or where nobody can say what is there
 */
export function saveDefinition(
  _virsh: LibvirtConnection,
  _opened: OpenedDefinition,
  _edited: string,
  _signal: AbortSignal,
): Promise<SaveOutcome> {
  throw new Error("to be written");
}

/** Defines a new VM, with a new UUID that replaces the one in the text. */
export function createDomain(_virsh: LibvirtConnection, _text: string, _signal: AbortSignal): Promise<CreateOutcome> {
  throw new Error("to be written");
}

/** Gives a VM that is shut off another name. */
export function renameDomain(
  _virsh: LibvirtConnection,
  _uuid: string,
  _newName: string,
  _signal: AbortSignal,
): Promise<RenameOutcome> {
  throw new Error("to be written");
}
