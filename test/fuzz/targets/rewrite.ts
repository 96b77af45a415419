import { execFileSync } from "node:child_process";
import { constants, mkdtempSync, rmSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import {
  chmod,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  symlink,
  unlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readBytes } from "../../../cli/src/files/readBytes.js";
import { rewriteFile, type WaitingCalls } from "../../../cli/src/files/rewriteFile.js";
import { FailureError } from "../../../cli/src/io.js";
import type { Dice } from "../../libvirt/documents/dice.js";
import { holds } from "./fail.js";

/** What others do to a file while it is fixed. */
interface Others {
  readonly file: string;
  /** What they wrote, or put there; the first is the file's own content. */
  readonly contents: string[];
  /** Every mode that the name has led to. */
  readonly modes: number[];
}

type Deed = (others: Others, dice: Dice) => Promise<unknown>;

/** A pipe that came before is not waited for. */
const IN_PLACE = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NONBLOCK;

const DEEDS: readonly Deed[] = [
  (others, dice) => writeFile(others.file, theirs(others, dice), { flag: IN_PLACE, mode: mode(others, dice) }),
  async (others, dice) => {
    await writeFile(`${others.file}~`, theirs(others, dice), { mode: mode(others, dice) });
    await rename(`${others.file}~`, others.file);
  },
  (others, dice) => chmod(others.file, mode(others, dice)),
  ({ file }) => link(file, `${file}.link`),
  ({ file }) => rm(file),
  async (others, dice) => {
    await writeFile(`${others.file}.else`, theirs(others, dice), { mode: mode(others, dice) });
    await rm(others.file);
    await symlink(`${others.file}.else`, others.file);
  },
  async ({ file }) => {
    await rm(file);
    await mkdir(file);
  },
  async ({ file }) => {
    await rm(file);
    execFileSync("mkfifo", [file]);
  },
];

/**
 * A file that others change at any step of its fixing holds what it held, what they wrote, or the fixed document: no
 * mixture, no part. Nobody can read it who could not before, no copy is left, and an error means that nothing was written.
 */
export async function fuzzRewrite(text: string, dice: Dice): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "libvirt-cpu-rewrite-"));
  try {
    // Half characters cannot be written.
    const whole = Buffer.from(text).toString();
    const others: Others = { file: path.join(folder, "a.xml"), contents: [whole], modes: [] };
    await writeFile(others.file, whole, { mode: mode(others, dice) });
    const fixed = dice.below(2) === 0 ? whole.slice(dice.below(whole.length + 1)) : `${whole}${whole}`;
    const after = `${fixed}<!-- ${"x".repeat(dice.below(20))} -->`;
    await rewrite(others, after, dice);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rewrite(others: Others, after: string, dice: Dice): Promise<void> {
  const { file } = others;
  const read = await readBytes(file);
  if ("error" in read) return;
  const rewriting = { before: read.version, after: Buffer.from(after), blank: Buffer.from(" ") };
  const error = await rewriteFile(file, rewriting, watched(others, dice)).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  holds(error === undefined || error instanceof FailureError, () => `it throws ${String(error)}`);
  const allowed = error === undefined ? [...others.contents, after] : others.contents;
  for (const name of await readdir(path.dirname(file))) {
    holds(!name.endsWith(".before-fix"), () => "a copy is left");
    const place = path.join(path.dirname(file), name);
    const status = await lstat(place);
    if (!status.isFile()) continue;
    const content = await readFile(place, "utf8");
    holds(allowed.includes(content), () => `${name} holds ${JSON.stringify(content)}: ${String(error)}`);
    holds(others.modes.includes(status.mode & 0o777), () => `${name} has the mode ${status.mode.toString(8)}`);
  }
  if (others.contents.length > 1 || error !== undefined) return;
  const left = await lstat(file).catch(() => undefined);
  if (left?.isFile() === true) holds((await readFile(file, "utf8")) === after, () => "it is not fixed");
}

/** The calls, with a chance that others come before each of them. */
function watched(others: Others, dice: Dice): WaitingCalls {
  const come = async (): Promise<void> => {
    const deed = dice.below(4) === 0 ? DEEDS[dice.below(DEEDS.length)] : undefined;
    // They fail where another has been before them.
    await deed?.(others, dice).catch(() => {});
  };
  const handleOf = (handle: FileHandle): FileHandle =>
    new Proxy(handle, {
      get: (target, key: keyof FileHandle) => {
        const value = target[key];
        if (typeof value !== "function") return value;
        return async (...args: unknown[]) => {
          await come();
          return Reflect.apply(value, target, args);
        };
      },
    });
  return {
    realpath: async (place) => {
      await come();
      return realpath(place);
    },
    open: async (place, flags, wanted) => {
      await come();
      return handleOf(await open(place, flags, wanted));
    },
    unlink: async (place) => {
      await come();
      return unlink(place);
    },
  };
}

function theirs({ contents }: Others, dice: Dice): string {
  const [first = ""] = contents;
  const content =
    dice.below(2) === 0 ? first.toUpperCase() : `<domain>${"y".repeat(dice.below(first.length + 40))}</domain>`;
  contents.push(content);
  return content;
}

function mode({ modes }: Others, dice: Dice): number {
  const chosen = 0o600 | (dice.below(8) << 3) | dice.below(8);
  modes.push(chosen & ~process.umask(), chosen);
  return chosen;
}
