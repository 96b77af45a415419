/** How many tests passed and failed. */
export interface Verdict {
  readonly passed: number;
  readonly failed: number;
}

/**
 * @param verdict the counts
 * @returns the line that every part of a run ends with
 */
export function verdictLine(verdict: Verdict): string {
  return `${verdict.passed} passed, ${verdict.failed} failed`;
}

/**
 * @param line a line of output
 * @returns the counts when it is a verdict line, nothing otherwise
 */
export function parseVerdict(line: string): Verdict | undefined {
  const found = /^(\d+) passed, (\d+) failed$/.exec(line.trim());
  return found === null ? undefined : { passed: Number(found[1]), failed: Number(found[2]) };
}

/**
 * @param verdicts the counts of the parts
 * @returns the counts of the whole
 */
export function sum(verdicts: readonly Verdict[]): Verdict {
  return {
    passed: verdicts.reduce((total, verdict) => total + verdict.passed, 0),
    failed: verdicts.reduce((total, verdict) => total + verdict.failed, 0),
  };
}
