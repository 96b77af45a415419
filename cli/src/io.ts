import type { ReadData } from "../../shared/src/catalogue/index.js";
import type { VirshOptions } from "../../virsh/src/connect.js";

/** Where text goes. */
export interface Output {
  write(text: string): void;
  /** Resolves when the reader has caught up: what is written before that would be held in memory. */
  readonly drained?: () => Promise<void>;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What the command line needs of the process it runs in. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: () => AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Reads a file of `data/` by its path in there. */
  readonly readData: ReadData;
  /** Of this program. */
  readonly version: string;
  /** How virsh is run; the signal ends it. */
  readonly virsh: VirshOptions & { readonly signal: AbortSignal };
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
