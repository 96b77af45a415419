import { type AddressFault, faultText, isOverSsh, type Translate } from "../../shared/src/config/index.js";
import { maskPasswords } from "../../shared/src/vms/secrets.js";
import type { VirshRun } from "./runVirsh.js";

/** Why virsh gave no answer. */
export type VirshFailureCode =
  | Exclude<VirshRun["kind"], "done">
  | "address"
  | "not-over-ssh"
  | "no-ssh"
  | "missing-there"
  | "no-document"
  | "not-allowed"
  | "permission-denied"
  | "host-key"
  | "host-name"
  | "unreachable"
  | "no-daemon"
  | "not-offered"
  | "unknown-connection"
  | "unsupported"
  | "no-vm";

/** A question that virsh did not answer. */
export interface VirshFailure {
  readonly code: VirshFailureCode;
  /** The connection URI that was asked. */
  readonly uri: string;
  /** virsh's own last error, in one line, without passwords; the command where its answer is no document. May be empty. */
  readonly message: string;
  /** What is wrong with an address that is refused. */
  readonly fault?: AddressFault;
}

/** Thrown where virsh gives no answer; its message is for logs, {@link failureText} is for people. */
export class VirshError extends Error {
  constructor(readonly failure: VirshFailure) {
    super(failureText(failure, inEnglish));
  }
}

/** English, for those who have no other language. */
export function inEnglish(text: string, ...values: readonly (string | number)[]): string {
  return text.replaceAll(/\{(\d+)\}/g, (place, index) => String(values[Number(index)] ?? place));
}

const MAX_MESSAGE = 300;
const MAX_LOOKED_AT = 2000;

/** What virsh and ssh say (libvirt 7.0 to 12.9, OpenSSH 9), and what it means. The first that fits counts. */
const KNOWN: readonly (readonly [pattern: RegExp, code: VirshFailureCode])[] = [
  [/authentication (?:unavailable|failed|cancelled)|polkit|access denied by|not authorized/i, "not-allowed"],
  [/permission denied/i, "permission-denied"],
  [/host key verification failed/i, "host-key"],
  [/could not resolve hostname|name or service not known|temporary failure in name resolution/i, "host-name"],
  [/no route to host|network is unreachable|connection timed out|operation timed out/i, "unreachable"],
  [
    /failed to connect socket to|connection refused|no such file or directory.{0,200}libvirt.{0,200}sock|unable to connect to server/i,
    "no-daemon",
  ],
  [
    /unknown architecture|emulator .*not|unable to find any emulator|no emulator found|invalid(?: or missing)? (?:machine|virttype)|unknown virttype|unsupported machine|the machine '.*' is not supported|invalid argument: KVM is not supported/i,
    "not-offered",
  ],
  [/no connection driver available|unsupported.*uri|invalid connection URI/i, "unknown-connection"],
  [/not supported by the connection driver/i, "unsupported"],
  [/failed to get domain|domain not found/i, "no-vm"],
];

/** What a run without an answer means. */
export function failureOf(run: Exclude<VirshRun, { kind: "done" }>, uri: string): VirshFailure {
  if (run.kind !== "failed") return { code: run.kind, uri, message: "" };
  // A host writes what it likes here: enough for any message, and too little to keep a pattern busy.
  const end = run.message.slice(-MAX_LOOKED_AT);
  const [, code = "failed"] = KNOWN.find(([pattern]) => pattern.test(end)) ?? [];
  return { code, uri, message: lastError(run.message) };
}

/** The last of virsh's errors, as one line without its prefix. */
function lastError(output: string): string {
  const lines = output
    .replaceAll(/[^\P{C}\n]/gu, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const errors = lines.filter((line) => line.startsWith("error:"));
  const line = (errors.at(-1) ?? lines.at(-1) ?? "").replace(/^error: /, "");
  return withoutPassword(line).slice(0, MAX_MESSAGE);
}

function withoutPassword(text: string): string {
  return maskPasswords(text.replaceAll(/(:\/\/[^\s:@/]*):[^\s@/]*@/g, "$1:…@"));
}

type Text = (t: Translate, failure: VirshFailure) => string;

/** The sentence with virsh's own words behind it, where it has any. */
function quoted(sentence: (t: Translate, uri: string) => string): Text {
  return (t, { uri, message }) =>
    message === "" ? sentence(t, uri) : t("{0} virsh says: {1}", sentence(t, uri), message);
}

const TEXTS: Readonly<Record<VirshFailureCode, Text>> = {
  missing: (t, { uri }) => {
    const sentence = t(
      "virsh is not installed. On Debian and Ubuntu, run: apt install libvirt-clients. On Fedora, run: dnf install libvirt-client.",
    );
    if (!isOverSsh(uri)) return sentence;
    return t(
      '{0} Or let ssh run virsh on the host of {1}: add the connection again and choose that, write "via": "ssh" beside the "uri" in libvirt-cpu.json, or use the option --via ssh.',
      sentence,
      uri,
    );
  },
  "not-executable": (t) => t("virsh cannot be started. Check the setting libvirtCpu.virshPath."),
  timeout: (t, { uri }) =>
    t("{0} did not answer within 30 seconds. Check that the host is up and that ssh does not ask for anything.", uri),
  "too-much": (t, { uri }) => t("The answer of {0} is too long.", uri),
  cancelled: (t, { uri }) => t("{0}: cancelled.", uri),
  address: (t, { fault }) => t("The connection URI {0}.", fault === undefined ? "" : faultText(fault, t)),
  "not-over-ssh": (t, { uri }) =>
    t("{0} does not use ssh. To run virsh on another host, use an address such as qemu+ssh://root@node1/system.", uri),
  "no-ssh": (t) => t("ssh is not installed. Install the OpenSSH client."),
  "missing-there": (t, { uri }) => t("virsh is not installed on the host of {0}. Install libvirt-clients there.", uri),
  "no-document": (t, { uri, message }) => t("{0} did not answer with a document (virsh {1}).", uri, message),
  "not-allowed": quoted((t, uri) =>
    t("You are not allowed to use {0}. Join the group libvirt on that host, or connect as a user who is in it.", uri),
  ),
  "permission-denied": quoted((t, uri) =>
    t("{0} denies access. Join the group libvirt on that host; for ssh, use a key that the host accepts.", uri),
  ),
  "host-key": quoted((t, uri) =>
    t("ssh does not know the host of {0}. Connect to it once with ssh in a terminal, and accept its key.", uri),
  ),
  "host-name": quoted((t, uri) => t("There is no host with the name in {0}. Check the connection URI.", uri)),
  unreachable: quoted((t, uri) => t("The host of {0} cannot be reached. Check that it is up, and the network.", uri)),
  "no-daemon": quoted((t, uri) =>
    t("libvirt does not answer at {0}. Start it (systemctl start libvirtd or virtqemud), and check the URI.", uri),
  ),
  "not-offered": quoted((t, uri) =>
    t("{0} does not support such VMs. Choose another machine type or domain type.", uri),
  ),
  "unknown-connection": quoted((t, uri) => t("libvirt does not support the connection {0}. Check the URI.", uri)),
  unsupported: quoted((t, uri) => t("The driver of {0} does not support this.", uri)),
  "no-vm": quoted((t, uri) => t("{0} does not have this VM.", uri)),
  failed: (t, { uri, message }) =>
    message === "" ? t("virsh failed at {0} without a message.", uri) : t("virsh failed at {0}: {1}", uri, message),
};

/** Why virsh gave no answer and what to do, as sentences in the user's language. */
export function failureText(failure: VirshFailure, t: Translate): string {
  return TEXTS[failure.code](t, failure);
}
