import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Browser, openBrowser } from "../../scripts/vscode/browserDriver.js";
import { type BundledSuite, bundleSuite, SUITE_HOSTS } from "../../scripts/vscode/bundleSuite.js";
import type { Settings } from "../../scripts/vscode/editorSettings.js";
import { installBrowser } from "../../scripts/vscode/installBrowser.js";
import { type InstalledEditor, installEditor } from "../../scripts/vscode/installEditor.js";
import { outputFolder, projectRoot } from "../../scripts/vscode/paths.js";
import { startEditor } from "../../scripts/vscode/startEditor.js";
import { withLimit } from "../../scripts/vscode/withLimit.js";
import { runHand } from "./hand/runHand.js";
import { runSuite } from "./runSuite.js";
import { sum, type Verdict, verdictLine } from "./verdict.js";

const usage = `npm run test:e2e -- [--host node|web|untrusted|hand]… [--grep pattern] [--extension folder]
  --host       only these parts (default: all)
  --grep       only tests whose title matches the pattern
  --extension  the extension's folder (default: this project)`;

/** Longer than any healthy run by a factor of four. */
const runLimit = 20 * 60_000;

/** An extension with both entries runs in Node's host unless the settings say otherwise: this is vscode.dev's case. */
const inBrowserHost: Settings = { "remote.extensionKind": { "libvirt-cpu.libvirt-cpu": ["web"] } };

/** Nobody is asked: the folder stays untrusted. */
const untrusted: Settings = {
  "security.workspace.trust.enabled": true,
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
};

const hosts = [...SUITE_HOSTS, "hand"] as const;
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

async function main(choice: Choice): Promise<Verdict> {
  await rm(outputFolder, { recursive: true, force: true });
  await mkdir(outputFolder, { recursive: true });
  const installed = await installEditor(console.log);
  const browser = await openBrowser(await installBrowser(console.log));
  try {
    const suite = await bundleSuite(choice.extension, choice.grep);
    const verdicts: Verdict[] = [];
    for (const host of choice.hosts) verdicts.push(await runPart(host, { choice, installed, browser, suite }));
    return sum(verdicts);
  } finally {
    await browser.close();
  }
}

interface Means {
  readonly choice: Choice;
  readonly installed: InstalledEditor;
  readonly browser: Browser;
  readonly suite: BundledSuite;
}

/** Each part has a server of its own: what one leaves behind, another does not see. */
async function runPart(host: Host, { choice, installed, browser, suite }: Means): Promise<Verdict> {
  console.log(host === "hand" ? "as a hand would:" : `inside the ${host} extension host:`);
  const log = path.join(outputFolder, `${host}-server.log`);
  const settings = host === "web" ? inBrowserHost : host === "untrusted" ? untrusted : {};
  const asksForTrust = host === "untrusted";
  const editor = await startEditor({ installed, log, settings, asksForTrust, endsAlone: true });
  try {
    const common = { editor, browser, extension: choice.extension };
    return host === "hand"
      ? await runHand({ ...common, grep: choice.grep })
      : await runSuite({ ...common, host, suite: suite[host] });
  } finally {
    await editor.stop();
  }
}

// Whatever was started ends with this process, so a signal needs no more than its end. Not "once": npm and tsx pass
// signals on as well, and a second one would strike in the middle of the clearing up.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));

try {
  const verdict = await withLimit(main(readArguments()), runLimit, "the run did not end");
  console.log(verdictLine(verdict));
  process.exit(verdict.failed === 0 && verdict.passed > 0 ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(usage);
  console.log(verdictLine({ passed: 0, failed: 1 }));
  // Not only the code: a run that is over its time still waits for something. Servers and browser end with the process.
  process.exit(1);
}
