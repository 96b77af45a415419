import path from "node:path";
import type { Browser } from "../../../scripts/vscode/browserDriver.js";
import { copyWorkspace } from "../../../scripts/vscode/copyWorkspace.js";
import { outputFolder, samplesFolder } from "../../../scripts/vscode/paths.js";
import { withLimit } from "../../../scripts/vscode/withLimit.js";
import type { Verdict } from "../verdict.js";
import { activationByHand } from "./activation.js";
import { baselineByHand } from "./baseline.js";
import { baselineChoicesByHand } from "./baselineChoices.js";
import { baselineRefusedByHand } from "./baselineRefused.js";
import { chineseByHand } from "./chinese.js";
import { completionByHand } from "./completion.js";
import { crashesByHand } from "./crashes.js";
import type { Hand } from "./hand.js";
import { hostsViewByHand } from "./hostsView.js";
import { hoverByHand } from "./hover.js";
import { matrixByHand } from "./matrix.js";
import { menusByHand } from "./menus.js";
import { type First, newPage, openEditor, type Place } from "./openPage.js";
import { painfulByHand } from "./painful.js";
import { quickFixByHand } from "./quickFix.js";
import { reportsByHand } from "./reports.js";
import { runOnTargetByHand } from "./runOnTarget.js";
import { welcomeByHand } from "./welcome.js";

/** A test that drives the page. */
export interface HandTest extends First {
  /** Its title; the pictures of a failure carry it too. */
  readonly name: string;
  run(hand: Hand): Promise<void>;
}

/** Where to run them. */
export interface HandRun extends Place {
  readonly browser: Browser;
  readonly grep: string;
}

/** Longer than any healthy test by a factor of ten. */
const testLimit = 90_000;

/**
 * Runs the tests that use VS Code as a person does: each on a page and a copy of the samples of its own.
 *
 * @returns the counts
 */
export async function runHand(run: HandRun): Promise<Verdict> {
  const pattern = new RegExp(run.grep);
  const tests = [
    ...activationByHand,
    ...hoverByHand,
    ...completionByHand,
    ...quickFixByHand,
    ...baselineByHand,
    ...baselineChoicesByHand,
    ...baselineRefusedByHand,
    ...runOnTargetByHand,
    ...menusByHand,
    ...matrixByHand,
    ...painfulByHand,
    ...hostsViewByHand,
    ...reportsByHand,
    ...crashesByHand,
    ...chineseByHand,
    ...welcomeByHand,
  ].filter((test) => pattern.test(test.name));
  let failed = 0;
  for (const test of tests) {
    const started = performance.now();
    const error = await runTest(run, test);
    const time = `(${Math.round(performance.now() - started)} ms)`;
    console.log(
      error === undefined ? `  hand: ok    ${test.name} ${time}` : `  hand: FAIL  ${test.name}\n    ${error}`,
    );
    if (error !== undefined) failed += 1;
  }
  return { passed: tests.length - failed, failed };
}

async function runTest(run: HandRun, test: HandTest): Promise<string | undefined> {
  const workspace = await copyWorkspace(samplesFolder);
  const page = await newPage(run.browser);
  const picture = path.join(outputFolder, `failed-${test.name.replaceAll(/[^\w]+/g, "-")}.png`);
  try {
    const hand = await openEditor(page, run, workspace.folder, test);
    await withLimit(test.run(hand), testLimit, "the test did not end");
    return undefined;
  } catch (error) {
    await page.screenshot({ path: picture, timeout: 5000 }).catch(() => undefined);
    return `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n    picture: ${picture}`;
  } finally {
    await page.close().catch(() => undefined);
    await workspace.remove();
  }
}
