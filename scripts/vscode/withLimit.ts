/**
 * Bounds a wait.
 *
 * @param work what is waited for
 * @param milliseconds how long
 * @param why told in the error when the time is up
 * @returns the work's outcome
 * @throws the work's error, or one that says why when the time is up first
 */
export async function withLimit<T>(work: Promise<T>, milliseconds: number, why: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${why} within ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
