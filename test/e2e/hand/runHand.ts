import path from "node:path";
import type { Browser } from "../../../scripts/vscode/browserDriver.js";
import { copyWorkspace } from "../../../scripts/vscode/copyWorkspace.js";
import { outputFolder, samplesFolder } from "../../../scripts/vscode/paths.js";
import type { TemporaryFolder } from "../../../scripts/vscode/temporaryFolder.js";
import { withLimit } from "../../../scripts/vscode/withLimit.js";
import type { Verdict } from "../verdict.js";
import { activationByHand } from "./activation.js";
import { baselineByHand } from "./baseline.js";
import { baselineChoicesByHand } from "./baselineChoices.js";
import { baselineRefusedByHand } from "./baselineRefused.js";
import { chineseByHand } from "./chinese.js";
import { completionByHand } from "./completion.js";
import { connectionsByHand } from "./connections.js";
import { crashesByHand } from "./crashes.js";
import type { Hand } from "./hand.js";
import { hostsViewByHand } from "./hostsView.js";
import { hoverByHand } from "./hover.js";
import { matrixByHand } from "./matrix.js";
import { menusByHand } from "./menus.js";
import { type First, newPage, openEditor, type Place, startAgain } from "./openPage.js";
import { painfulByHand } from "./painful.js";
import { quickFixByHand } from "./quickFix.js";
import { reportsByHand } from "./reports.js";
import { runOnTargetByHand } from "./runOnTarget.js";
import { vmFilesByHand } from "./vmFiles.js";
import { vmsByHand } from "./vms.js";
import { welcomeByHand } from "./welcome.js";

/** A test that drives the page. */
export interface HandTest extends First {
  /** Its title; the pictures of a failure carry it too. */
  readonly name: string;
  /** It leaves nothing behind but open editors and changed files: the next of its kind goes on in the same window. */
  readonly shares?: boolean;
  /** Makes sure that what it needs of the machine is there. @returns why it is not; then the test is skipped */
  needs?(): Promise<string | undefined>;
  /** @param openWindow opens one more window, with a copy of the samples of its own, until the test ends */
  run(hand: Hand, openWindow: () => Promise<Hand>): Promise<void>;
}

/** Where to run them. */
export interface HandRun extends Place {
  readonly browser: Browser;
  readonly grep: string;
}

/** Longer than any healthy test by a factor of ten. */
const testLimit = 150_000;

/** A window of VS Code with a copy of the samples. */
interface Window {
  readonly hand: Hand;
  close(): Promise<void>;
}

/**
 * Runs the tests that use VS Code as a person does: on a page and a copy of the samples of their own, or of their kind.
 *
 * @returns the counts
 */
export async function runHand(run: HandRun): Promise<Verdict> {
  const pattern = new RegExp(run.grep);
  const chosen = [
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
    ...connectionsByHand,
    ...vmsByHand,
    ...vmFilesByHand,
    ...reportsByHand,
    ...crashesByHand,
    ...chineseByHand,
    ...welcomeByHand,
  ].filter((test) => pattern.test(test.name));
  const tests = [...chosen.filter(({ shares }) => shares), ...chosen.filter(({ shares }) => !shares)];
  let failed = 0;
  let shared: Window | undefined;
  let skipped = 0;
  for (const test of tests) {
    const missing = await test.needs?.();
    if (missing !== undefined) {
      console.log(`  hand: skip  ${test.name}: ${missing}`);
      skipped += 1;
      continue;
    }
    const started = performance.now();
    const used = test.shares ? shared : undefined;
    if (used === undefined) await shared?.close();
    shared = undefined;
    const first = await runTest(run, test, used);
    // What VS Code does at the same moment is not ours to order: a test that fails is run once more, and the output says so.
    if (first.error !== undefined) console.log(`  hand: again ${test.name}\n    ${first.error}`);
    const { error, left } = first.error === undefined ? first : await runTest(run, test, undefined);
    shared = left;
    const time = `(${Math.round(performance.now() - started)} ms)`;
    console.log(
      error === undefined ? `  hand: ok    ${test.name} ${time}` : `  hand: FAIL  ${test.name}\n    ${error}`,
    );
    if (error !== undefined) failed += 1;
  }
  await shared?.close();
  return { passed: tests.length - failed - skipped, failed };
}

interface Ended {
  readonly error?: string;
  /** The window, where another test may go on in it. */
  readonly left?: Window;
}

async function runTest(run: HandRun, test: HandTest, used: Window | undefined): Promise<Ended> {
  const pages = used === undefined ? [] : [used.hand.page];
  const workspaces: TemporaryFolder[] = [];
  const openWindow = async (): Promise<Hand> => {
    const page = await newPage(run.browser);
    pages.push(page);
    const workspace = await copyWorkspace(samplesFolder);
    workspaces.push(workspace);
    return openEditor(page, run, workspace.folder, test);
  };
  const close = async (): Promise<void> => {
    for (const page of pages) await page.close().catch(() => undefined);
    for (const workspace of workspaces) await workspace.remove();
    await used?.close();
  };
  const picture = path.join(outputFolder, `failed-${test.name.replaceAll(/[^\w]+/g, "-")}.png`);
  try {
    const hand = used?.hand ?? (await openWindow());
    if (used !== undefined) await startAgain(hand, samplesFolder, test);
    await withLimit(test.run(hand, openWindow), testLimit, "the test did not end");
    if (test.shares) return { left: used ?? { hand, close } };
    await close();
    return {};
  } catch (error) {
    await pages[0]?.screenshot({ path: picture, timeout: 5000 }).catch(() => undefined);
    await close();
    return {
      error: `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n    picture: ${picture}`,
    };
  }
}
