import {
  type ReadDefinition,
  readEdited,
  readPrinted,
  type TextRefusal,
  withImpossibleMemory,
} from "../../shared/src/vms/editedDefinition.js";
import { maskSecrets, revealSecrets } from "../../shared/src/vms/secrets.js";
import type { LibvirtConnection } from "./connect.js";
import { asInput, defineCommand, isOfSchema, messageOf, saysError } from "./defineCommand.js";
import {
  definitionQuestions,
  type OpenedDefinition,
  readAnswers,
  readNow,
  type StoredDefinition,
  withoutDocument,
} from "./definition.js";
import { VirshError } from "./failure.js";

/**
 * What became of a save. What libvirt dropped or changed of what was written is told by `lossesBetween`
 * (shared/src/vms/losses.ts), of the text that was saved and `definition.text`.
 */
export type SaveOutcome =
  | { readonly kind: "unchanged" }
  | SavedDefinition
  /** Somebody else has changed it since it was opened. Nothing was written. */
  | { readonly kind: "conflict"; readonly current: OpenedDefinition }
  /** Nothing was written. */
  | { readonly kind: "refused"; readonly refusal: SaveRefusal }
  | RejectedDefinition
  | UnknownOutcome;

export interface SavedDefinition {
  readonly kind: "saved";
  /** As read back. */
  readonly definition: OpenedDefinition;
  /** The VM runs, so the change counts at its next start. */
  readonly isRunning: boolean;
  /** It has a saved state (`virsh managedsave`): its next start resumes that, and the change counts at the one after. */
  readonly isSuspended: boolean;
  /** libvirt's schema accepts it. It is not asked for where it rejects the definition that was there before, too. */
  readonly isValidated: boolean;
  /** Somebody else's change, made between the last look and the define, which overwrote it. */
  readonly overwritten?: OpenedDefinition;
  /** Defines what was there before, passwords included. It is a conflict where what was saved is there no more. */
  undo(signal: AbortSignal): Promise<SaveOutcome>;
}

/** libvirt did not accept it; the definition is the old one. */
export interface RejectedDefinition {
  readonly kind: "rejected";
  /** libvirt's, all lines, without passwords. */
  readonly message: string;
  /** Its schema rejects it, and accepts the definition that was there before. */
  readonly byValidation: boolean;
}

/** virsh or the connection ended in the middle of the define, or virsh says what does not fit together. */
export interface UnknownOutcome {
  readonly kind: "unknown";
  /** What is there now. */
  readonly definition: OpenedDefinition;
  /** It is what was there before. */
  readonly isUnchanged: boolean;
}

/** Why nothing was given to libvirt. */
export type SaveRefusal =
  | TextRefusal
  | { readonly reason: "name-changed"; readonly from: string; readonly to: string }
  | { readonly reason: "uuid-changed"; readonly from: string; readonly to: string }
  | { readonly reason: "uuid-missing"; readonly uuid: string }
  /** A placeholder where no such secret may be, or that stands for none. `start` is an offset. */
  | { readonly reason: "unknown-placeholder"; readonly placeholder: string; readonly start: number }
  /** It has no definition but what runs: a define would make it stay after it is shut down. */
  | { readonly reason: "transient" };

/**
 * Saves an edited definition: checks it, looks whether libvirt still has what was opened, puts the passwords back, defines
 * it with `--validate`, and reads it back.
 *
 * libvirt has no lock and no versions. Between the last look and the define there is a moment, in which another's change
 * is overwritten; the run that defines prints what was there just before, so that this is known.
 *
 * Where libvirt's schema rejects the text, it is asked about the definition that is there (with a memory that no libvirt
 * accepts, so that nothing can come of it). If it rejects that, too, the text is defined without `--validate`.
 *
 * @param opened as openDefinition or the last save gave it
 * @param signal counts until the define begins; that is not cut off
 * @param isValidated false defines without `--validate`: what the schema rejects, libvirt drops without a message
 * @throws VirshError where nothing was written, or where nobody can say what is there
 */
export async function saveDefinition(
  virsh: LibvirtConnection,
  opened: OpenedDefinition,
  edited: string,
  signal: AbortSignal,
  isValidated = true,
): Promise<SaveOutcome> {
  if (edited === opened.text) return { kind: "unchanged" };
  const read = readEdited(edited, opened.text);
  if ("reason" in read) return refused(read);
  const refusal = ofOtherVm(opened, read);
  if (refusal !== undefined) return refused(refusal);
  const before = await readNow(virsh, opened.uuid, signal);
  if (!before.isPersistent) return refused({ reason: "transient" });
  if (before.opened.text !== opened.text) return { kind: "conflict", current: before.opened };
  const revealed = revealSecrets(edited, read.domain, before.secrets);
  if ("placeholder" in revealed) return refused({ reason: "unknown-placeholder", ...revealed });
  const { text } = revealed;
  if (text === before.complete) return { kind: "unchanged" };
  const outcome = await define(virsh, { before, text, isValidated });
  if (outcome.kind !== "rejected" || !outcome.byValidation || (await passesSchema(virsh, before))) return outcome;
  return define(virsh, { before, text, isValidated: false });
}

function refused(refusal: SaveRefusal): SaveOutcome {
  return { kind: "refused", refusal };
}

function ofOtherVm(opened: OpenedDefinition, { name, uuid }: ReadDefinition): SaveRefusal | undefined {
  if (uuid === undefined) return { reason: "uuid-missing", uuid: opened.uuid };
  if (uuid !== opened.uuid) return { reason: "uuid-changed", from: opened.uuid, to: uuid };
  return name === opened.name ? undefined : { reason: "name-changed", from: opened.name, to: name };
}

/** What is defined in the place of what. */
interface Replacement {
  readonly before: StoredDefinition;
  /** With its passwords. */
  readonly text: string;
  readonly isValidated: boolean;
}

/** Defines and reads back in one run: libvirt's test driver forgets all with its process. */
async function define(virsh: LibvirtConnection, replacement: Replacement): Promise<SaveOutcome> {
  const { before, text, isValidated } = replacement;
  const { uuid } = before.opened;
  const questions = definitionQuestions(uuid);
  const commands = [...questions, defineCommand(isValidated), ...questions];
  const answers = await virsh.runAll(commands, untilItEnds(), asInput(text)).catch((error: unknown) => {
    if (error instanceof VirshError) return error;
    throw error;
  });
  if (answers instanceof VirshError) return lookAgain(virsh, before, answers);
  const there = readAnswers(uuid, answers) ?? before;
  const after = readAnswers(uuid, answers.slice(-questions.length));
  if (after === undefined) return lookAgain(virsh, before, withoutDocument(virsh, answers.at(-questions.length)));
  const errors = answers[questions.length]?.errors ?? "";
  if (errors !== "" && after.complete === there.complete) return rejected(errors, replacement);
  // Whatever virsh says beside an error, the definition has changed.
  if (saysError(errors)) return unknown(after, before);
  return saved(virsh, { there, after, replacement });
}

/** A define is not cut off: it takes a moment, and nobody would know what came of it. */
function untilItEnds(): AbortSignal {
  return new AbortController().signal;
}

/** virsh or the connection ended. */
async function lookAgain(
  virsh: LibvirtConnection,
  before: StoredDefinition,
  error: VirshError,
): Promise<UnknownOutcome> {
  const now = await readNow(virsh, before.opened.uuid, untilItEnds()).catch(() => undefined);
  if (now === undefined) throw error;
  return unknown(now, before);
}

function unknown(now: StoredDefinition, before: StoredDefinition): UnknownOutcome {
  return { kind: "unknown", definition: now.opened, isUnchanged: now.complete === before.complete };
}

function rejected(errors: string, { before, text, isValidated }: Replacement): RejectedDefinition {
  const message = maskSecrets(messageOf(errors), before.secrets, readPrinted(text)?.domain);
  return { kind: "rejected", message, byValidation: isValidated && isOfSchema(errors) };
}

/** What a define did, read before and after it in one run. */
interface Done {
  readonly there: StoredDefinition;
  readonly after: StoredDefinition;
  readonly replacement: Replacement;
}

function saved(virsh: LibvirtConnection, { there, after, replacement }: Done): SavedDefinition {
  return {
    kind: "saved",
    definition: after.opened,
    isRunning: after.isRunning,
    isSuspended: after.isSuspended,
    isValidated: replacement.isValidated,
    ...(there.complete === replacement.before.complete ? {} : { overwritten: there.opened }),
    undo: async (signal) => {
      const now = await readNow(virsh, after.opened.uuid, signal);
      if (now.complete === there.complete) return { kind: "unchanged" };
      if (now.complete !== after.complete) return { kind: "conflict", current: now.opened };
      // libvirt printed it: its schema is not asked.
      return define(virsh, { before: now, text: there.complete, isValidated: false });
    },
  };
}

/** Does libvirt's schema accept what is there? Asked with a memory that libvirt refuses after its schema. */
async function passesSchema(virsh: LibvirtConnection, { complete }: StoredDefinition): Promise<boolean> {
  const read = readPrinted(complete);
  const probe = read && withImpossibleMemory(complete, read);
  if (probe === undefined) return true;
  const [answer] = await virsh.runAll([defineCommand(true)], untilItEnds(), asInput(probe));
  return !isOfSchema(answer?.errors ?? "");
}
