import type { ReadData } from "../../shared/src/catalogue/index.js";

/** Where text goes. */
export interface Output {
  write(text: string): void;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What the command line needs of the process it runs in. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All of standard input, but no more than so many bytes and one. */
  readonly stdin: (most: number) => Promise<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Reads a file of `data/` by its path in there. */
  readonly readData: ReadData;
  /** Of this program. */
  readonly version: string;
}

/** What a run ends with. */
export const Exit = {
  ok: 0,
  /** What was asked for was done, and there are problems. */
  problems: 1,
  /** Wrong arguments, or something that cannot be read. */
  failure: 2,
} as const;
export type Exit = (typeof Exit)[keyof typeof Exit];

/** Wrong arguments: the usage is shown with it. */
export class UsageError extends Error {}

/** Something that cannot be read or done; a sentence with a way on. */
export class FailureError extends Error {}
