import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Browser, openBrowser } from "../../scripts/vscode/browserDriver.js";
import { type BundledSuite, bundleSuite, type SuiteHost, suiteExtensionId } from "../../scripts/vscode/bundleSuite.js";
import type { Settings } from "../../scripts/vscode/editorSettings.js";
import { installBrowser } from "../../scripts/vscode/installBrowser.js";
import { type InstalledEditor, installEditor } from "../../scripts/vscode/installEditor.js";
import { packExtension } from "../../scripts/vscode/packExtension.js";
import { outputFolder } from "../../scripts/vscode/paths.js";
import { startEditor } from "../../scripts/vscode/startEditor.js";
import { withLimit } from "../../scripts/vscode/withLimit.js";
import { runHand } from "./hand/runHand.js";
import { runSuite } from "./runSuite.js";
import { sum, type Verdict, verdictLine } from "./verdict.js";

const usage = `npm run test:e2e -- [--host node|web|untrusted|hand|node-zh|web-zh]… [--grep pattern] [--vsix file]
  --host  only these parts (default: all); the last two are in Chinese
  --grep  only tests whose title matches the pattern
  --vsix  installs this packed extension, instead of building and packing this project's folder first`;

/** Longer than any healthy run by a factor of two. */
const runLimit = 50 * 60_000;

const extensionId = "libvirt-cpu.libvirt-cpu";

/** An extension with both entries runs in Node's host unless the settings say otherwise: this is vscode.dev's case. */
const inBrowserHost: Settings = { "remote.extensionKind": { [extensionId]: ["web"], [suiteExtensionId]: ["web"] } };

/** Nobody is asked: the folder stays untrusted. */
const untrusted: Settings = {
  "security.workspace.trust.enabled": true,
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
};

interface Part {
  /** Where the suite runs; by hand without one. */
  readonly host?: SuiteHost;
  readonly settings?: Settings;
  readonly language?: string;
}

const parts = new Map<string, Part>([
  ["node", { host: "node" }],
  ["web", { host: "web", settings: inBrowserHost }],
  ["untrusted", { host: "untrusted", settings: untrusted }],
  ["node-zh", { host: "node", language: "zh-cn" }],
  ["web-zh", { host: "web", settings: inBrowserHost, language: "zh-cn" }],
  ["hand", {}],
]);

interface Choice {
  readonly parts: readonly string[];
  readonly grep: string;
  /** The packed extension that is installed; it is made where none is given. */
  readonly vsix?: string;
}

function readArguments(): Choice {
  const { values } = parseArgs({
    options: {
      host: { type: "string", multiple: true },
      grep: { type: "string", default: "" },
      vsix: { type: "string" },
    },
  });
  const unknown = values.host?.find((host) => !parts.has(host));
  if (unknown !== undefined) throw new Error(`no such host: ${unknown}`);
  return {
    parts: [...parts.keys()].filter((name) => values.host?.includes(name) ?? true),
    grep: values.grep,
    ...(values.vsix === undefined ? {} : { vsix: values.vsix }),
  };
}

async function main(choice: Choice): Promise<Verdict> {
  await rm(outputFolder, { recursive: true, force: true });
  await mkdir(outputFolder, { recursive: true });
  // Installed: of several extensions under development the editor loads one, and that is the suite's.
  if (choice.vsix === undefined) console.log("building and packing the extension …");
  const vsix = choice.vsix ?? (await packExtension());
  const installed = await installEditor(console.log);
  const browser = await openBrowser(await installBrowser(console.log));
  try {
    const suite = await bundleSuite(choice.grep);
    const means = { grep: choice.grep, vsix, installed, browser, suite };
    const verdicts: Verdict[] = [];
    for (const name of choice.parts) verdicts.push(await runPart(name, means));
    return sum(verdicts);
  } finally {
    await browser.close();
  }
}

interface Means {
  readonly grep: string;
  readonly vsix: string;
  readonly installed: InstalledEditor;
  readonly browser: Browser;
  readonly suite: BundledSuite;
}

/** Each part has a server of its own: what one leaves behind, another does not see. */
async function runPart(name: string, { grep, vsix, installed, browser, suite }: Means): Promise<Verdict> {
  const { host, settings = {}, language } = parts.get(name) ?? {};
  console.log(host === undefined ? "as a hand would:" : `inside the ${host} extension host (${name}):`);
  const editor = await startEditor({
    ...{ installed, settings, vsix, asksForTrust: host === "untrusted", endsAlone: true },
    log: path.join(outputFolder, `${name}-server.log`),
  });
  try {
    if (host === undefined) return await runHand({ editor, browser, extensions: [], grep });
    const run = { name, editor, browser, host, extension: suite.extension, suite: suite.files[host] };
    return await runSuite({ ...run, ...(language === undefined ? {} : { language }) });
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
