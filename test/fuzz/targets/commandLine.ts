import { readFile } from "node:fs/promises";
import { main } from "../../../cli/src/main.js";
import { holds } from "./fail.js";

/** `lint` of standard input ends with 0, 1 or 2, and its JSON has places in the text. */
export async function fuzzCommandLine(text: string): Promise<void> {
  const { code, out } = await run(["lint", "-", "--json"], text);
  holds([0, 1, 2].includes(code), () => `lint ends with ${code}`);
  if (code === 2 && out === "") return;
  const { files } = JSON.parse(out) as {
    files: { diagnostics: { start: { offset: number }; end: { offset: number } }[] }[];
  };
  const length = Buffer.from(text).toString().length;
  for (const { start, end } of files.flatMap(({ diagnostics }) => diagnostics)) {
    holds(start.offset <= end.offset && end.offset <= length, () => `lint says ${start.offset}–${end.offset}`);
  }
  const fixed = await run(["lint", "-", "--fix"], text);
  holds([0, 1, 2].includes(fixed.code), () => `lint --fix ends with ${fixed.code}`);
}

async function run(args: readonly string[], text: string) {
  let out = "";
  const code = await main(args, {
    cwd: "/",
    env: {},
    stdin: async function* () {
      yield Buffer.from(text);
    },
    stdout: {
      write: (part) => {
        out += part;
      },
    },
    stderr: { write: (part) => holds(!/\n\s+at /.test(part), () => `lint throws: ${part}`) },
    readData: (name) => readFile(new URL(`../../../data/${name}`, import.meta.url), "utf8"),
    version: "0",
    virsh: { executable: () => "virsh", signal: new AbortController().signal },
  });
  return { code, out };
}
