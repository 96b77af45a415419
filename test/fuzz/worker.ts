/** Fuzzes its part of a run's cases: every so manieth, until it is told to end. */
import { parentPort, workerData } from "node:worker_threads";
import { createDice } from "../libvirt/documents/dice.js";
import { loadCorpus } from "./corpus.js";
import { type Case, caseMaker } from "./makeCase.js";
import { shrink } from "./shrink.js";

/** What a worker is given. */
export interface Work {
  readonly seed: number;
  readonly only: readonly string[];
  readonly first: number;
  readonly step: number;
  readonly end: number;
  /** When it ends, whatever is left, as Date.now() tells. */
  readonly deadline: number;
  /** The case at work, for whoever watches. */
  readonly current: Int32Array;
}

/** What a worker tells. */
export type Told =
  | {
      readonly kind: "failed";
      readonly index: number;
      readonly target: string;
      readonly why: string;
      readonly text: string;
    }
  | { readonly kind: "done"; readonly counts: Readonly<Record<string, number>> };

const REPORT_EVERY = 500;

async function whyNot({ target, text }: Case, index: number, seed: number): Promise<string | undefined> {
  try {
    // A case has dice of its own beyond the making, so that a shorter text can be tried with the same throws.
    await target.check(text, createDice(seed ^ index, 0));
    return undefined;
  } catch (error) {
    return error instanceof Error
      ? error.constructor.name === "Broken"
        ? error.message
        : (error.stack ?? error.message)
      : String(error);
  }
}

async function work({ seed, only, first, step, end, deadline, current }: Work): Promise<void> {
  const make = caseMaker(loadCorpus(), seed, only);
  const tell = (told: Told) => parentPort?.postMessage(told);
  let counts: Record<string, number> = {};
  let since = 0;
  for (let index = first; index < end && Date.now() < deadline; index += step) {
    Atomics.store(current, 0, index);
    const one = make(index);
    const why = await whyNot(one, index, seed);
    counts[one.target.name] = (counts[one.target.name] ?? 0) + 1;
    if (why !== undefined) {
      const headline = why.split("\n")[0];
      const text = await shrink(
        one.text,
        async (shorter) => (await whyNot({ ...one, text: shorter }, index, seed))?.split("\n")[0] === headline,
      );
      tell({ kind: "failed", index, target: one.target.name, why, text });
    }
    if (++since === REPORT_EVERY) {
      tell({ kind: "done", counts });
      counts = {};
      since = 0;
    }
  }
  tell({ kind: "done", counts });
}

await work(workerData as Work);
