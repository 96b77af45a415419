/** `npm run fuzz`: documents like the samples and the recorded ones, changed at random, for everything that reads one. */
import { execFileSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import type { Told, Work } from "./worker.js";

const SMOKE = 8000;

const USAGE = `npm run fuzz -- [--seed N] [--documents N | --minutes N | --smoke] [--from N] [--only target,…]
  --seed       the same documents for the same seed (default: another each time; it is printed)
  --documents  how many (default: 20,000)
  --minutes    for so long instead
  --smoke      ${SMOKE} documents, with the commit for a seed
  --from       the number of the first one, to see a case again
  --only       only these targets`;

/** A document that takes longer hangs: they are a few kilobytes. */
const HANG = 60_000;
const MOST_SHOWN = 20;

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    documents: { type: "string" },
    minutes: { type: "string" },
    smoke: { type: "boolean", default: false },
    from: { type: "string", default: "0" },
    only: { type: "string", default: "" },
    help: { type: "boolean", default: false },
  },
});

interface Run {
  readonly seed: number;
  readonly counts: Map<string, number>;
  failed: number;
}

async function main(): Promise<void> {
  if (values.help) return console.log(USAGE);
  const seed = Number(values.seed ?? (values.smoke ? seedOfCommit() : undefined) ?? randomInt(2 ** 31));
  const minutes = Number(values.minutes ?? Number.POSITIVE_INFINITY);
  const from = Number(values.from);
  const usual = values.minutes !== undefined ? 2 ** 30 : values.smoke ? SMOKE : 20_000;
  const count = Number(values.documents ?? usual);
  console.log(`seed ${seed}`);
  const run: Run = { seed, counts: new Map(), failed: 0 };
  const threads = Math.min(availableParallelism(), count);
  const deadline = minutes === Number.POSITIVE_INFINITY ? Number.MAX_SAFE_INTEGER : Date.now() + minutes * 60_000;
  const shared = {
    seed,
    only: values.only.split(",").filter((name) => name !== ""),
    step: threads,
    end: from + count,
    deadline,
  };
  await Promise.all(Array.from({ length: threads }, (_, thread) => fuzz({ ...shared, first: from + thread }, run)));
  for (const [target, number] of [...run.counts].sort())
    console.log(`  ${target.padEnd(14)}${number.toLocaleString("en").padStart(12)}`);
  const total = [...run.counts.values()].reduce((sum, number) => sum + number, 0);
  console.log(`${total - run.failed} passed, ${run.failed} failed`);
  process.exitCode = run.failed > 0 ? 1 : 0;
}

/** A commit that has passed passes again; the next one is tried with other documents. */
function seedOfCommit(): number | undefined {
  try {
    return Number.parseInt(
      execFileSync("git", ["rev-parse", "--short=8", "HEAD"], { encoding: "utf8" }).slice(0, 7),
      16,
    );
  } catch {
    return undefined;
  }
}

/** One thread's part; where a document hangs, that is told, and another thread goes on behind it. */
function fuzz(work: Omit<Work, "current">, run: Run): Promise<void> {
  const current = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL("./startWorker.mjs", import.meta.url), {
    workerData: { ...work, current },
  });
  let last = -1;
  let since = Date.now();
  let resumed: Promise<void> | undefined;
  const watch = setInterval(() => {
    const index = Atomics.load(current, 0);
    if (index !== last) [last, since] = [index, Date.now()];
    else if (Date.now() - since > HANG && resumed === undefined) {
      fail(run, { index, target: "?", why: `It takes longer than ${HANG / 1000} s.`, text: "" });
      resumed = worker.terminate().then(() => fuzz({ ...work, first: index + work.step }, run));
    }
  }, 250);
  worker.on("message", (told: Told) => {
    // Shrinking takes its time.
    since = Date.now();
    if (told.kind === "failed") fail(run, told);
    else
      for (const [target, number] of Object.entries(told.counts))
        run.counts.set(target, (run.counts.get(target) ?? 0) + number);
  });
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("exit", () => {
      clearInterval(watch);
      resolve(resumed);
    });
  });
}

function fail(
  run: Run,
  { index, target, why, text }: { index: number; target: string; why: string; text: string },
): void {
  run.failed++;
  if (run.failed > MOST_SHOWN) return;
  console.log(`FAIL ${target}, document ${index}: ${why}`);
  console.log(`  ${JSON.stringify(text)}`);
  const only = values.only === "" ? "" : ` --only ${values.only}`;
  console.log(`  again: npm run fuzz -- --seed ${run.seed} --from ${index} --documents 1${only}`);
}

await main();
