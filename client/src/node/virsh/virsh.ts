import * as l10n from "@vscode/l10n";
import { faultText, formatAddress, readAddress } from "../../../../shared/src/config/index.js";
import type { LiveConnection, LiveFacts } from "../../../../shared/src/messages.js";
import type { Virsh } from "../../hosts/live/virsh.js";
import { type RunLimits, runVirsh, type VirshRun } from "./runVirsh.js";

export interface VirshOptions {
  /** A path or a name on the PATH; asked for each time, as settings change. */
  readonly executable: () => string;
  readonly limits?: RunLimits;
  readonly now?: () => number;
}

/** Asks hosts by running virsh. Its answers are documents; what fails says what to do. */
export function makeVirsh({ executable, limits, now = Date.now }: VirshOptions): Virsh {
  const run = async (uri: string, args: readonly string[], signal: AbortSignal): Promise<string> => {
    const outcome = await runVirsh(executable(), ["--quiet", "--connect", safeAddress(uri), ...args], signal, limits);
    if (outcome.kind !== "done") throw new Error(explainFailure(outcome, uri));
    return outcome.output;
  };
  const document = async (uri: string, args: readonly string[], signal: AbortSignal): Promise<string> => {
    const output = (await run(uri, args, signal)).trim();
    if (!output.startsWith("<")) throw new Error(`${uri}: virsh ${args[0]} did not answer with a document.`);
    return output;
  };
  return {
    executable,
    capabilities: (uri, signal) => document(uri, ["capabilities"], signal),
    facts: async (connection, signal): Promise<LiveFacts> => {
      const { uri } = connection;
      const capabilities = await document(uri, ["capabilities"], signal);
      // The test driver has none; what the processor is helps already.
      const domain = await document(uri, ["domcapabilities", ...optionsOf(connection)], signal).catch(
        (error: unknown) => {
          if (asksForGuests(connection) || !isUnsupported(error)) throw error;
          return undefined;
        },
      );
      const versions = await run(uri, ["version", "--daemon"], signal).catch(() => "");
      return {
        documents: domain === undefined ? [capabilities] : [domain, capabilities],
        ...releasesIn(versions),
        fetched: now(),
      };
    },
  };
}

/** What virsh is given: put together from checked parts, never the text itself, of which libvirt could read something else. */
function safeAddress(uri: string): string {
  const read = readAddress(uri);
  if ("fault" in read) throw new Error(`The connection URI ${faultText(read.fault, l10n.t)}.`);
  return formatAddress(read.address);
}

/** What a driver without domain capabilities says. */
function isUnsupported(error: unknown): boolean {
  return error instanceof Error && /not supported by the connection driver/.test(error.message);
}

function asksForGuests({ arch, machine, virtType }: LiveConnection): boolean {
  return arch !== undefined || machine !== undefined || virtType !== undefined;
}

function optionsOf({ arch, machine, virtType }: LiveConnection): string[] {
  return [
    ...(arch === undefined ? [] : [`--arch=${arch}`]),
    ...(machine === undefined ? [] : [`--machine=${machine}`]),
    ...(virtType === undefined ? [] : [`--virttype=${virtType}`]),
  ];
}

/** `Running against daemon: 9.0.0`, `Running hypervisor: QEMU 7.2.22`. */
function releasesIn(output: string): Pick<LiveFacts, "libvirt" | "qemu"> {
  const libvirt = /Running against daemon: (\d+(?:\.\d+){1,2})/.exec(output)?.[1];
  const qemu = /Running hypervisor: QEMU (\d+(?:\.\d+){1,2})/.exec(output)?.[1];
  return { ...(libvirt === undefined ? {} : { libvirt }), ...(qemu === undefined ? {} : { qemu }) };
}

const MAX_MESSAGE = 300;
const MAX_LOOKED_AT = 2000;

/** What virsh says, and what to do about it. The first that fits counts. */
const KNOWN: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [
    /authentication (?:unavailable|failed|cancelled)|polkit|access denied by|not authorized/i,
    "you are not allowed to: be in the group libvirt there, or connect as a user who is.",
  ],
  [/permission denied/i, "permission denied: be in the group libvirt there (for ssh: have a key that the host takes)."],
  [
    /host key verification failed/i,
    "ssh does not know this host yet: connect to it once with ssh in a terminal, and accept its key.",
  ],
  [
    /could not resolve hostname|name or service not known|temporary failure in name resolution/i,
    "there is no host of this name. Check the connection URI.",
  ],
  [
    /no route to host|network is unreachable|connection timed out|operation timed out/i,
    "the host cannot be reached. Is it up, and is the network?",
  ],
  [
    /failed to connect socket to|connection refused|no such file or directory.{0,200}libvirt.{0,200}sock|unable to connect to server/i,
    "libvirt's daemon does not answer there. Start it (systemctl start libvirtd or virtqemud) and check that this host is meant.",
  ],
  [
    /unknown architecture|emulator .*not|unable to find any emulator|no emulator found|invalid(?: or missing)? (?:machine|virttype)|unknown virttype|unsupported machine|the machine '.*' is not supported|invalid argument: KVM is not supported/i,
    "the host does not offer such guests. Refresh it with another machine or domain type.",
  ],
  [
    /no connection driver available|unsupported.*uri|invalid connection URI/i,
    "libvirt does not know such a connection. Check the URI.",
  ],
];

/** Why virsh did not answer, in words with a way on; `where` is the connection. */
export function explainFailure(run: Exclude<VirshRun, { kind: "done" }>, where: string): string {
  switch (run.kind) {
    case "missing":
      return "virsh is not installed here. On Debian and Ubuntu: apt install libvirt-clients. On Fedora: dnf install libvirt-client.";
    case "not-executable":
      return "virsh cannot be started. Check the setting libvirtCpu.virshPath.";
    case "timeout":
      return `${where}: no answer within 30 seconds. Is the host up, and does ssh ask for something?`;
    case "too-much":
      return `${where}: the answer is too long to be a host's capabilities.`;
    case "cancelled":
      return `${where}: cancelled.`;
    case "failed":
      return `${where}: ${failure(run.message)}`;
  }
}

function failure(output: string): string {
  const message = plainMessage(output);
  // A host writes what it likes here: enough for any message, and too little to keep a pattern busy.
  const end = output.slice(-MAX_LOOKED_AT);
  const [, advice] = KNOWN.find(([pattern]) => pattern.test(end)) ?? [];
  if (advice !== undefined) return message === "" ? advice : `${advice} (${message})`;
  return message === "" ? "virsh failed and says nothing." : message;
}

/** The last of virsh's errors, as one line without its prefix. */
function plainMessage(output: string): string {
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
  return text.replaceAll(/(:\/\/[^\s:@/]*):[^\s@/]*@/g, "$1:…@");
}
