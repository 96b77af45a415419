/** A server that ends this often in this time would end again. */
export const MOST_CRASHES = 5;
/** In milliseconds. */
const SPAN = 3 * 60 * 1000;

/** Counts how often the language server has ended by itself. */
export interface CrashLedger {
  /** Records that it ended. @returns whether to start it again; if not, the count starts from zero */
  crashed(): boolean;
}

/** @param now milliseconds */
export function makeCrashLedger(now: () => number = Date.now): CrashLedger {
  let times: number[] = [];
  return {
    crashed: () => {
      const time = now();
      times = [...times.filter((each) => time - each < SPAN), time];
      if (times.length < MOST_CRASHES) return true;
      times = [];
      return false;
    },
  };
}
