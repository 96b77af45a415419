import "mocha/mocha.js";
import * as vscode from "vscode";
import { reportLines } from "./reportLines.js";

/** Put in by the bundler: only tests whose full title matches; empty for all. */
declare const suiteGrep: string;

/** Mocha wants a reporter; without one its browser build would write into a page. */
class SilentReporter extends Mocha.reporters.Base {}

/**
 * VS Code calls this in the extension host (Node's or the browser's) and takes its outcome as the run's verdict.
 * Mocha's browser build is the one runner that works in both.
 *
 * @returns when all tests have passed
 * @throws with the number of failures otherwise
 */
export async function run(): Promise<void> {
  // What VS Code does at the same moment is not ours to order: a test that fails is run once more, and the output says so.
  const mocha = new Mocha({ ui: "bdd", timeout: 60_000, retries: 1, reporter: SilentReporter });
  if (suiteGrep !== "") mocha.grep(new RegExp(suiteGrep));
  // What mocha does itself before it loads a file: describe and it become known.
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  console.log(`language ${vscode.env.language}`);
  await import("./smoke.suite.js");
  if (vscode.env.language === "en") await importWhole();
  const failures = await new Promise<number>((resolve) => reportLines(mocha.run(resolve)));
  if (failures > 0) throw new Error(`${failures} failed`);
}

/** What does not depend on the language is tried in one. */
async function importWhole(): Promise<void> {
  await import("./activation.suite.js");
  await import("./hover.suite.js");
  await import("./completion.suite.js");
  await import("./diagnostics.suite.js");
  await import("./codeActions.suite.js");
  await import("./painful.suite.js");
  await import("./templates.suite.js");
  await import("./expandHostModel.suite.js");
  await import("./insertBaseline.suite.js");
  await import("./rewrites.suite.js");
  await import("./matrix.suite.js");
  await import("./commands.suite.js");
  await import("./welcome.suite.js");
  await import("./hosts.suite.js");
  await import("./config.suite.js");
  await import("./addHosts.suite.js");
  await import("./reports.suite.js");
  await import("./recovery.suite.js");
}
