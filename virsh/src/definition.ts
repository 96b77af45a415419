import { readPrinted } from "../../shared/src/vms/editedDefinition.js";
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
 * Reads what counts at the next start of a VM, with placeholders for its passwords: `virsh dumpxml --inactive`.
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

/**
 * Reads what a VM is while it runs, without its passwords: `virsh dumpxml`.
 *
 * @returns undefined where it does not run
 * @throws VirshError `no-vm` where there is none
 */
export async function liveDefinition(
  virsh: LibvirtConnection,
  uuid: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const [dump, active] = await virsh.runAll([`dumpxml ${checkedUuid(uuid)}`, ACTIVE], signal);
  if (readPrinted(dump?.output.trim() ?? "")?.uuid !== uuid) throw withoutDocument(virsh, dump);
  return holds(active, uuid) ? `${dump?.output.trim()}\n` : undefined;
}

/** A definition with its passwords: for this folder alone. */
export interface StoredDefinition {
  readonly opened: OpenedDefinition;
  /** With its passwords. */
  readonly complete: string;
  readonly secrets: readonly Secret[];
  readonly isRunning: boolean;
  readonly isPersistent: boolean;
  readonly isSuspended: boolean;
}

const ACTIVE = "list --uuid";

/** What is asked about a VM at one moment, in one run: commands of virsh. */
export function definitionQuestions(uuid: string): readonly string[] {
  const checked = checkedUuid(uuid);
  return [
    `dumpxml --inactive --security-info ${checked}`,
    `dumpxml --inactive ${checked}`,
    ACTIVE,
    "list --uuid --all --persistent",
    "list --uuid --all --with-managed-save",
  ];
}

/** virsh splits what it gets into words and commands. */
function checkedUuid(uuid: string): string {
  if (!UUID.test(uuid)) throw new TypeError("not a UUID");
  return uuid;
}

/** @returns undefined where the answers to {@link definitionQuestions} are not those of this VM */
export function readAnswers(uuid: string, answers: readonly CommandAnswer[]): StoredDefinition | undefined {
  const [complete = "", plain = ""] = answers.map(({ output }) => output.trim());
  const [read, other] = [readPrinted(complete), readPrinted(plain)];
  const hidden = read && other && hideSecrets(complete, read.domain, other.domain);
  if (hidden === undefined || read?.uuid !== uuid) return undefined;
  return {
    opened: { uuid, name: read.name, text: `${hidden.text}\n` },
    complete: `${complete}\n`,
    secrets: hidden.secrets,
    isRunning: holds(answers[2], uuid),
    isPersistent: holds(answers[3], uuid),
    isSuspended: holds(answers[4], uuid),
  };
}

function holds(list: CommandAnswer | undefined, uuid: string): boolean {
  return list?.output.split(/\s+/).includes(uuid) === true;
}

/** Reads the definition of a VM as it is now, passwords included. */
export async function readNow(virsh: LibvirtConnection, uuid: string, signal: AbortSignal): Promise<StoredDefinition> {
  const answers = await virsh.runAll(definitionQuestions(uuid), signal);
  const stored = readAnswers(uuid, answers);
  if (stored === undefined) throw withoutDocument(virsh, answers[0]);
  return stored;
}

/** virsh ended well, but did not print the document that was asked for. */
export function withoutDocument({ uri }: LibvirtConnection, answer: CommandAnswer | undefined): VirshError {
  const message = answer?.errors ?? "";
  if (message === "") return new VirshError({ code: "no-document", uri, message: "dumpxml" });
  return new VirshError(failureOf({ kind: "failed", code: 1, message }, uri));
}
