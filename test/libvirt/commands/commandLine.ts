import { readFile } from "node:fs/promises";
import { main, makeSources } from "../../../cli/src/main.js";

/** What a run of `libvirt-cpu` wrote, and what it ended with. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `libvirt-cpu` with these arguments. */
export type CommandLine = (args: readonly string[]) => Promise<Ran>;

/** The command line in this process, which reads `data/` once for all runs. */
export function makeCommandLine(folder: string): CommandLine {
  const readData = (name: string) => readFile(new URL(`../../../data/${name}`, import.meta.url), "utf8");
  const sources = makeSources(readData);
  return async (args) => {
    const written = { out: "", err: "" };
    const output = (to: keyof typeof written) => ({
      write: (text: string) => {
        written[to] += text;
      },
    });
    const io = {
      cwd: folder,
      env: {},
      stdin: async function* () {},
      stdout: output("out"),
      stderr: output("err"),
      readData,
      version: "0",
      virsh: { executable: () => "", signal: new AbortController().signal },
    };
    const code = await main(args, io, sources);
    return { code, ...written };
  };
}
