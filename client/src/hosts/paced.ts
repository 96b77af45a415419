/** Work that is asked for again and again. */
export interface Paced {
  /** Runs at once, or soon after the run in progress: once for all requests that came during it. */
  run(): void;
  dispose(): void;
}

/**
 * Keeps work that many small changes ask for from following each of them.
 *
 * @param work must not reject
 * @param pause milliseconds between the end of one and the beginning of the next
 */
export function paced(work: () => Promise<void>, pause: number): Paced {
  let isBusy = false;
  let isWanted = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = (): void => {
    isWanted = true;
    if (isBusy) return;
    isBusy = true;
    isWanted = false;
    void work().then(() => {
      timer = setTimeout(() => {
        isBusy = false;
        if (isWanted) run();
      }, pause);
    });
  };
  return { run, dispose: () => clearTimeout(timer) };
}
