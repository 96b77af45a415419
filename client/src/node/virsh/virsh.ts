import type { LiveConnection, LiveFacts } from "../../../../shared/src/messages.js";
import type { Virsh } from "../../hosts/live/virsh.js";
import { explain } from "./explain.js";
import { type RunLimits, runVirsh } from "./runVirsh.js";

export interface VirshOptions {
  /** A path or a name on the PATH; asked for each time, as settings change. */
  readonly executable: () => string;
  readonly limits?: RunLimits;
  readonly now?: () => number;
}

/** Asks hosts by running virsh. Its answers are documents; what fails says what to do. */
export function makeVirsh({ executable, limits, now = Date.now }: VirshOptions): Virsh {
  const run = async (uri: string, args: readonly string[], signal: AbortSignal): Promise<string> => {
    const outcome = await runVirsh(
      executable(),
      ["--quiet", "--connect", withoutTerminal(uri), ...args],
      signal,
      limits,
    );
    if (outcome.kind !== "done") throw new Error(explain(outcome, uri));
    return outcome.output;
  };
  const document = async (uri: string, args: readonly string[], signal: AbortSignal): Promise<string> => {
    const output = (await run(uri, args, signal)).trim();
    if (!output.startsWith("<")) throw new Error(`${uri}: virsh ${args[0]} did not answer with a document.`);
    return output;
  };
  return {
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

/** ssh must not ask for a password on a terminal that nobody sees: libvirt's own parameter says so. */
function withoutTerminal(uri: string): string {
  if (!/^[^:]*\+(?:ssh|libssh2?)/.test(uri) || /[?&]no_tty=/.test(uri)) return uri;
  return `${uri}${uri.includes("?") ? "&" : "?"}no_tty=1`;
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
