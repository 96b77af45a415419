import { randomUUID } from "node:crypto";
import { type Address, formatAddress, isOverSsh, readAddress } from "../../shared/src/config/index.js";
import { failureOf, VirshError } from "./failure.js";
import { shellWord, sshArguments } from "./overSsh.js";
import { type RunLimits, type RunOptions, runVirsh, type VirshRun } from "./runVirsh.js";

/** Which virsh is run, and within which limits. */
export interface VirshOptions {
  /** A path or a name on the PATH; asked for each time, as settings change. */
  readonly executable: () => string;
  readonly limits?: RunLimits;
  /** Run virsh on the host of the address, by ssh: for a machine that has no virsh. */
  readonly via?: "ssh" | undefined;
  /** OpenSSH's client: a path or a name on the PATH. */
  readonly ssh?: string;
}

/** What one command of several wrote. */
export interface CommandAnswer {
  readonly output: string;
  /** Its error output, all lines; empty where it succeeded. */
  readonly errors: string;
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
  /**
   * Several commands in one run and over one connection. virsh goes on after one that fails.
   *
   * @param commands of our own words and UUIDs alone: virsh splits them as a shell does
   * @param input what a command finds in /dev/stdin; it is in no argument and no file
   * @returns one answer for each
   * @throws VirshError where virsh did not get through them all
   */
  runAll(commands: readonly string[], signal: AbortSignal, input?: string): Promise<readonly CommandAnswer[]>;
  /**
   * A command that prints until it is ended.
   *
   * @param follow is given what it prints; false ends it
   * @returns where it ended by itself and without a failure
   * @throws VirshError why it ended; over ssh nothing could end it there, so it is not run
   */
  follow(args: readonly string[], signal: AbortSignal, follow: (output: string) => boolean): Promise<void>;
}

/** @param uri as people write it; one that is refused fails with each question, and nothing is run */
export function connect(uri: string, options: VirshOptions): LibvirtConnection {
  const ask = async (args: readonly string[], signal: AbortSignal, given: Partial<Question> = {}) => {
    const outcome = await runOnce(uri, options, { ...given, args, signal });
    if (outcome.kind !== "done") throw new VirshError(failureOf(outcome, uri));
    return outcome;
  };
  const run: LibvirtConnection["run"] = async (args, signal) => (await ask(args, signal)).output;
  return {
    uri,
    run,
    document: async (args, signal) => {
      const output = (await run(args, signal)).trim();
      if (!output.startsWith("<")) throw new VirshError({ code: "no-document", uri, message: args[0] ?? "" });
      return output;
    },
    runAll: async (commands, signal, input) => {
      // Nothing that a VM is called or holds is the mark.
      const mark = `==${randomUUID()}==`;
      const script = commands.flatMap((command) => [`echo ${mark}`, `echo --err ${mark}`, command]);
      // The last one's end is virsh's: a VM that is gone is no failure of all.
      const { output, errors = "" } = await ask([`${script.join("; ")}; echo`], signal, { input });
      const [outputs = [], messages = []] = [output, errors].map((text) => text.split(mark).slice(1));
      if (outputs.length < commands.length) throw new VirshError({ code: "no-document", uri, message: "echo" });
      // Cut off: nobody knows which of them failed.
      if (messages.length < commands.length) throw new VirshError({ code: "too-much", uri, message: "" });
      return commands.map((_, index) => ({
        output: outputs[index] ?? "",
        // virsh puts its "error: " before the next mark, too.
        errors: (messages[index] ?? "")
          .replace(/error: $/, "")
          .replaceAll(LOGGED, "")
          .trim(),
      }));
    },
    follow: async (args, signal, follow) => {
      if (options.via === "ssh") throw new VirshError({ code: "unsupported", uri, message: "" });
      await ask(args, signal, { follow });
    },
  };
}

/** A line that libvirt logs beside a success: `2026-01-01 00:00:00.000+0000: 1: warning : something`. */
const LOGGED = /^\d{4}-\d\d-\d\d [\d:.+-]+ \d+: (?:debug|info|warning) : .*$/gm;

interface Question extends Pick<RunOptions, "input" | "follow"> {
  readonly args: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * The command that asks a question of a libvirt, in the words of a shell.
 *
 * @param args virsh's arguments behind the connection
 * @throws VirshError for an address that is refused, or that is not over ssh where it must be
 */
export function commandText(uri: string, options: VirshOptions, args: readonly string[]): string {
  return commandOf(uri, options, args).map(shellWord).join(" ");
}

/** A program and its arguments. */
type Command = readonly [program: string, ...words: readonly string[]];

function commandOf(
  uri: string,
  { executable, via, ssh = "ssh" }: VirshOptions,
  args: readonly string[],
  hasInput = false,
): Command {
  const address = checkedAddress(uri);
  // Put together from checked parts, never the text itself, of which libvirt could read something else.
  if (via === undefined) return [executable(), "--quiet", "--connect", formatAddress(address), ...args];
  if (!isOverSsh(uri)) throw new VirshError({ code: "not-over-ssh", uri, message: "" });
  return [ssh, ...sshArguments(address, args, hasInput)];
}

async function runOnce(
  uri: string,
  options: VirshOptions,
  { args, signal, input, follow }: Question,
): Promise<VirshRun> {
  const isOnHost = options.via === "ssh";
  const [program, ...words] = commandOf(uri, options, args, input !== undefined);
  const outcome = await runVirsh(program, words, signal, { ...options.limits, input, follow, readsInput: isOnHost });
  if (!isOnHost) return outcome;
  if (outcome.kind === "missing") throw new VirshError({ code: "no-ssh", uri, message: "" });
  // env's end where there is no such program.
  if (outcome.kind === "failed" && outcome.code === 127)
    throw new VirshError({ code: "missing-there", uri, message: "" });
  return outcome;
}

function checkedAddress(uri: string): Address {
  const read = readAddress(uri);
  if ("fault" in read) throw new VirshError({ code: "address", uri, message: "", fault: read.fault });
  return read.address;
}
