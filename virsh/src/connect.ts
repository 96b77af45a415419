import { formatAddress, readAddress } from "../../shared/src/config/index.js";
import { failureOf, VirshError } from "./failure.js";
import { type RunLimits, runVirsh } from "./runVirsh.js";

/** Which virsh is run, and within which limits. */
export interface VirshOptions {
  /** A path or a name on the PATH; asked for each time, as settings change. */
  readonly executable: () => string;
  readonly limits?: RunLimits;
}

/** One libvirt, asked by running virsh once for each question. */
export interface LibvirtConnection {
  readonly uri: string;
  /**
   * @param args virsh's arguments behind `--connect URI`
   * @returns what virsh printed
   * @throws VirshError where it gave no answer
   */
  run(args: readonly string[], signal: AbortSignal): Promise<string>;
  /** As run; where what it printed is no XML document, that is a failure. */
  document(args: readonly string[], signal: AbortSignal): Promise<string>;
}

/** @param uri as people write it; one that is refused fails with each question, and nothing is run */
export function connect(uri: string, { executable, limits }: VirshOptions): LibvirtConnection {
  const run: LibvirtConnection["run"] = async (args, signal) => {
    const outcome = await runVirsh(executable(), ["--quiet", "--connect", safeAddress(uri), ...args], signal, limits);
    if (outcome.kind !== "done") throw new VirshError(failureOf(outcome, uri));
    return outcome.output;
  };
  return {
    uri,
    run,
    document: async (args, signal) => {
      const output = (await run(args, signal)).trim();
      if (!output.startsWith("<")) throw new VirshError({ code: "no-document", uri, message: args[0] ?? "" });
      return output;
    },
  };
}

/** What virsh is given: put together from checked parts, never the text itself, of which libvirt could read something else. */
function safeAddress(uri: string): string {
  const read = readAddress(uri);
  if ("fault" in read) throw new VirshError({ code: "address", uri, message: "", fault: read.fault });
  return formatAddress(read.address);
}
