/** Times in milliseconds of one thing done again and again. */
export interface Figures {
  readonly median: number;
  readonly p99: number;
  readonly runs: number;
}

/** How often something is done that takes long. */
export interface Repetition {
  readonly atLeast: number;
  readonly warmUp: number;
}

/** Runs `work` until `budget` milliseconds are over, after a tenth of it to warm up; at least ten times, or as often as said. */
export async function measure(
  work: () => unknown,
  budget: number,
  { atLeast, warmUp }: Repetition = { atLeast: 10, warmUp: 2 },
): Promise<Figures> {
  if (warmUp > 0) await repeat(work, budget / 10, warmUp);
  const times = await repeat(work, budget, atLeast);
  times.sort((a, b) => a - b);
  return { median: quantile(times, 0.5), p99: quantile(times, 0.99), runs: times.length };
}

async function repeat(work: () => unknown, budget: number, atLeast: number): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + budget;
  while (times.length < atLeast || performance.now() < end) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times;
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

export function printHeading(title: string): void {
  console.log(
    `\n${title}\n${"what".padEnd(44)}${"median ms".padStart(12)}${"99 % ms".padStart(12)}${"runs".padStart(9)}`,
  );
}

export function printFigures(what: string, { median, p99, runs }: Figures): void {
  console.log(what.padEnd(44) + shown(median).padStart(12) + shown(p99).padStart(12) + String(runs).padStart(9));
}

function shown(ms: number): string {
  return ms >= 100 ? ms.toFixed(0) : ms >= 1 ? ms.toFixed(2) : ms.toFixed(4);
}
