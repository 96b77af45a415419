import { verdictLine } from "../verdict.js";

/**
 * Listens to a mocha run and writes one line a test to the console, which reaches the outside from either extension host,
 * and the counts as the last one.
 *
 * @param runner mocha's runner, before it has begun
 */
export function reportLines(runner: Mocha.Runner): void {
  let passed = 0;
  let failed = 0;
  runner.on("pass", (test) => {
    passed += 1;
    console.log(`ok    ${test.fullTitle()} (${test.duration ?? 0} ms)`);
  });
  runner.on("fail", (test, error: Error) => {
    failed += 1;
    console.log(`FAIL  ${test.fullTitle()}\n${error.stack ?? error.message}`);
  });
  runner.on("retry", (test, error: Error) => {
    console.log(`again ${test.fullTitle()}\n${error.stack ?? error.message}`);
  });
  runner.on("pending", (test) => console.log(`skip  ${test.fullTitle()}`));
  runner.once("end", () => console.log(verdictLine({ passed, failed })));
}
