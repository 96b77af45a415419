import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { openBrowser } from "../../scripts/vscode/browserDriver.js";
import { bundleSuite } from "../../scripts/vscode/bundleSuite.js";
import { installBrowser } from "../../scripts/vscode/installBrowser.js";
import { installEditor } from "../../scripts/vscode/installEditor.js";
import { outputFolder, projectRoot } from "../../scripts/vscode/paths.js";
import { type RunningEditor, startEditor } from "../../scripts/vscode/startEditor.js";
import { withLimit } from "../../scripts/vscode/withLimit.js";
import { runHand } from "./hand/runHand.js";
import { runSuite } from "./runSuite.js";
import { sum, type Verdict, verdictLine } from "./verdict.js";

const usage = `npm run test:e2e -- [--host node|web|hand]… [--grep pattern] [--extension folder]
  --host       only these parts (default: all three)
  --grep       only tests whose title matches the pattern
  --extension  the extension's folder (default: this project)`;

/** Longer than any healthy run by a factor of five. */
const runLimit = 10 * 60_000;

const hosts = ["node", "web", "hand"] as const;
type Host = (typeof hosts)[number];

interface Choice {
  readonly hosts: readonly Host[];
  readonly grep: string;
  readonly extension: string;
}

function readArguments(): Choice {
  const { values } = parseArgs({
    options: {
      host: { type: "string", multiple: true },
      grep: { type: "string", default: "" },
      extension: { type: "string", default: projectRoot },
    },
  });
  const wanted = values.host ?? hosts;
  const unknown = wanted.find((host) => !hosts.some((known) => known === host));
  if (unknown !== undefined) throw new Error(`no such host: ${unknown}`);
  return {
    hosts: hosts.filter((host) => wanted.includes(host)),
    grep: values.grep,
    extension: path.resolve(values.extension),
  };
}

async function runAll(choice: Choice, editor: RunningEditor, chromium: string): Promise<Verdict> {
  const suite = await bundleSuite(choice.extension, choice.grep);
  const browser = await openBrowser(chromium);
  try {
    const verdicts: Verdict[] = [];
    for (const host of choice.hosts) {
      console.log(host === "hand" ? "as a hand would:" : `inside the ${host} extension host:`);
      const common = { editor, browser, extension: choice.extension };
      verdicts.push(
        host === "hand"
          ? await runHand({ ...common, grep: choice.grep })
          : await runSuite({ ...common, host, suite: suite[host] }),
      );
    }
    return sum(verdicts);
  } finally {
    await browser.close();
  }
}

async function main(choice: Choice): Promise<Verdict> {
  await rm(outputFolder, { recursive: true, force: true });
  await mkdir(outputFolder, { recursive: true });
  const installed = await installEditor(console.log);
  const chromium = await installBrowser(console.log);
  const editor = await startEditor({ installed, log: path.join(outputFolder, "server.log"), endsAlone: true });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => editor.stop().finally(() => process.exit(130)));
  }
  try {
    return await withLimit(runAll(choice, editor, chromium), runLimit, "the run did not end");
  } finally {
    await editor.stop();
  }
}

try {
  const verdict = await main(readArguments());
  console.log(verdictLine(verdict));
  process.exitCode = verdict.failed === 0 && verdict.passed > 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(usage);
  console.log(verdictLine({ passed: 0, failed: 1 }));
  process.exitCode = 1;
}
