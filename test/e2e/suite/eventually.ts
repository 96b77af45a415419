import * as vscode from "vscode";

const LIMIT = 45_000;
/** Some things are told by no event: they are looked at again after this many milliseconds. */
const AGAIN = 50;

/**
 * Asks again until there is an answer: whenever problems have changed, and in between.
 *
 * @throws when there is none within the limit
 */
export async function eventually<T>(ask: () => T | undefined | Thenable<T | undefined>): Promise<T> {
  const end = Date.now() + LIMIT;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error("it did not happen in time");
    await changed();
  }
}

function changed(): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const timer = setTimeout(finish, AGAIN);
    const listener = vscode.languages.onDidChangeDiagnostics(finish);
  });
}
