import { createWriteStream } from "node:fs";
import path from "node:path";
import { inspect } from "node:util";
import type { Browser, Page } from "../../scripts/vscode/browserDriver.js";
import type { SuiteHost } from "../../scripts/vscode/bundleSuite.js";
import { copyWorkspace } from "../../scripts/vscode/copyWorkspace.js";
import { editorAddress } from "../../scripts/vscode/editorAddress.js";
import { outputFolder, samplesFolder } from "../../scripts/vscode/paths.js";
import type { RunningEditor } from "../../scripts/vscode/startEditor.js";
import { withLimit } from "../../scripts/vscode/withLimit.js";
import { setLanguage } from "./setLanguage.js";
import { parseVerdict, type Verdict } from "./verdict.js";

/** Each test has a limit of its own: this one is for an extension host that hangs. */
const limit = 900_000;

/** What runs, and where. */
export interface SuiteRun {
  readonly editor: RunningEditor;
  readonly browser: Browser;
  /** Absolute path of the suite's extension: the one under development, ours is installed. */
  readonly extension: string;
  readonly host: SuiteHost;
  /** The bundle for this host. */
  readonly suite: string;
  /** The editor's display language, where it is not English. */
  readonly language?: string;
  /** The part's name: its lines begin with it, and its log is named so. */
  readonly name: string;
}

/**
 * Runs the mocha suite inside an extension host of a real VS Code and prints its lines as they come.
 *
 * @returns the counts; a suite that broke off counts as one failure more
 */
export async function runSuite(run: SuiteRun): Promise<Verdict> {
  const workspace = await copyWorkspace(samplesFolder);
  const page = await run.browser.newPage({ viewport: { width: 1280, height: 800 } });
  const log = createWriteStream(path.join(outputFolder, `${run.name}.log`));
  if (run.language !== undefined) await page.addInitScript(setLanguage, run.language);
  const seen: { verdict?: Verdict; language?: string | undefined } = {};
  try {
    const exit = listen(page, (line) => {
      log.write(`${line}\n`);
      const verdict = parseVerdict(line);
      if (verdict !== undefined) seen.verdict = verdict;
      seen.language ??= /^language (\S+)$/.exec(line)?.[1];
      if (/^(ok|FAIL|skip|again) /.test(line)) console.log(`  ${run.name}: ${line.replaceAll("\n", "\n    ")}`);
    });
    await page.goto(address(run, workspace.folder), { timeout: 60_000 });
    const server = run.editor.ended.then(() =>
      Promise.reject(new Error("VS Code's server ended before the suite did")),
    );
    const code = await withLimit(Promise.race([exit, server]), limit, "the extension host reported no end");
    const wanted = run.language ?? "en";
    if (seen.language !== wanted) throw new Error(`the editor spoke ${seen.language}, not ${wanted}`);
    return judge(code, seen.verdict, run.name);
  } catch (error) {
    console.log(
      `  ${run.name}: FAIL  ${error instanceof Error ? error.message : String(error)}; see out/e2e/${run.name}.log`,
    );
    await page.screenshot({ path: path.join(outputFolder, `${run.name}-failed.png`) }).catch(() => undefined);
    return { passed: seen.verdict?.passed ?? 0, failed: (seen.verdict?.failed ?? 0) + 1 };
  } finally {
    await page.close().catch(() => undefined);
    await workspace.remove();
    log.end();
  }
}

/** The tests' own failures are counted already; any other bad end is one more. */
function judge(code: number, verdict: Verdict | undefined, name: string): Verdict {
  if (verdict === undefined) throw new Error(`the suite ended with ${code} before it ran a test`);
  if (code !== 0 && verdict.failed === 0) throw new Error(`all tests passed, yet ${name} ended with ${code}`);
  if (verdict.passed + verdict.failed === 0) console.log(`  ${name}: no test matches`);
  return verdict;
}

function address(run: SuiteRun, workspace: string): string {
  return editorAddress(run.editor, { workspace, extensions: [run.extension], tests: run.suite });
}

/** VS Code's own automation calls these two in the page; the console of the extension host comes through the first. */
function listen(page: Page, hear: (line: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const exposed = [
      page.exposeFunction("codeAutomationLog", (_type: string, values: unknown[]) => hear(render(values))),
      page.exposeFunction("codeAutomationExit", (code: number) => resolve(code)),
    ];
    Promise.all(exposed).catch(reject);
    page.on("console", (message) => hear(`[page ${message.type()}] ${message.text()}`));
    page.on("pageerror", (error) => hear(`[page error] ${error.stack ?? error.message}`));
    page.on("crash", () => reject(new Error("the page crashed")));
  });
}

function render(values: readonly unknown[]): string {
  return values.map((value) => (typeof value === "string" ? value : inspect(value, { depth: 4 }))).join(" ");
}
