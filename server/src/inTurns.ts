/** How long a turn takes, in milliseconds; between two, whatever has come in is answered. */
const TURN = 8;

/** Thrown where a question was taken back while its answer was made. */
export class TakenBackError extends Error {}

/**
 * Does a long piece of work in turns, so that typing is answered meanwhile.
 *
 * @param isCancelled asked between two turns
 * @throws TakenBackError when the question was taken back
 */
export async function inTurns<T>(
  steps: Generator<undefined, T>,
  isCancelled: () => boolean = () => false,
  now: () => number = () => performance.now(),
): Promise<T> {
  for (let end = now() + TURN; ; ) {
    const step = steps.next();
    if (step.done) return step.value;
    if (now() < end) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (isCancelled()) throw new TakenBackError();
    end = now() + TURN;
  }
}
