import { randomUUID } from "node:crypto";
import { readEdited, withUuid } from "../../shared/src/vms/editedDefinition.js";
import { maskSecrets, revealSecrets } from "../../shared/src/vms/secrets.js";
import type { LibvirtConnection } from "./connect.js";
import { asInput, defineCommand, isOfSchema, messageOf } from "./defineCommand.js";
import { definitionQuestions, type OpenedDefinition, readAnswers, readNow, withoutDocument } from "./definition.js";
import { listDomains } from "./domains.js";
import type { RejectedDefinition, SaveRefusal } from "./saveDefinition.js";

/** What became of a new VM. */
export type CreateOutcome =
  | { readonly kind: "created"; readonly definition: OpenedDefinition }
  /** Nothing was written. */
  | {
      readonly kind: "refused";
      readonly refusal: SaveRefusal | { readonly reason: "name-exists"; readonly name: string };
    }
  /** There is no new VM. */
  | RejectedDefinition;

/** How a VM is made. */
export interface CreateOptions {
  /** False defines without `--validate`: what the schema rejects, libvirt drops without a message. */
  readonly isValidated?: boolean;
  /** The one that it gets; without it a new one. */
  readonly uuid?: string;
}

/**
 * Defines a new VM. It gets a new UUID in place of the one that the text has, so that it replaces no other.
 *
 * @throws VirshError where nothing was written, or where nobody can say whether it is there
 */
export async function createDomain(
  virsh: LibvirtConnection,
  text: string,
  signal: AbortSignal,
  { isValidated = true, uuid = randomUUID() }: CreateOptions = {},
): Promise<CreateOutcome> {
  const read = readEdited(text);
  if ("reason" in read) return { kind: "refused", refusal: read };
  const revealed = revealSecrets(text, read.domain, []);
  if ("placeholder" in revealed) return { kind: "refused", refusal: { reason: "unknown-placeholder", ...revealed } };
  const { name } = read;
  const isThere = (await listDomains(virsh, signal)).some((each) => each.name === name || each.uuid === uuid);
  if (isThere) return { kind: "refused", refusal: { reason: "name-exists", name } };
  const commands = [defineCommand(isValidated), ...definitionQuestions(uuid)];
  // It is not cut off: a new VM must not be left without anybody who knows of it.
  const untilItEnds = new AbortController().signal;
  const ran = await virsh.runAll(commands, untilItEnds, asInput(withUuid(text, read, uuid))).catch(async (error) => {
    const now = await readNow(virsh, uuid, untilItEnds).catch(() => undefined);
    if (now === undefined) throw error;
    return now;
  });
  if ("opened" in ran) return { kind: "created", definition: ran.opened };
  const [done, ...answers] = ran;
  const after = readAnswers(uuid, answers);
  if (after !== undefined) return { kind: "created", definition: after.opened };
  const errors = done?.errors ?? "";
  if (errors === "") throw withoutDocument(virsh, answers[0]);
  const message = maskSecrets(messageOf(errors), [], read.domain);
  return { kind: "rejected", message, byValidation: isValidated && isOfSchema(errors) };
}
