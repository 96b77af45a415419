import { mkdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Browser, openBrowser } from "../../scripts/vscode/browserDriver.js";
import { copyWorkspace } from "../../scripts/vscode/copyWorkspace.js";
import { installBrowser } from "../../scripts/vscode/installBrowser.js";
import { installEditor } from "../../scripts/vscode/installEditor.js";
import { projectRoot, samplesFolder } from "../../scripts/vscode/paths.js";
import { type RunningEditor, startEditor } from "../../scripts/vscode/startEditor.js";
import { newPage, openEditor } from "./hand/openPage.js";
import { SCENES, type Scene } from "./hand/scenes.js";
import { setTheme, THEMES } from "./hand/setTheme.js";

const usage = `npm run pictures -- [--all] [--only name]…
  without --all  the documentation's pictures, into images/
  --all          every scene in every theme and language, into out/pictures/, to look at
  --only         only these scenes: ${SCENES.map(({ name }) => name).join(", ")}`;

const LANGUAGES = ["en", "zh-cn"];

interface Means {
  readonly editor: RunningEditor;
  readonly browser: Browser;
}

/** One scene in one language, on a page and a copy of the samples of its own. */
async function take({ editor, browser }: Means, scene: Scene, language: string, all: boolean): Promise<void> {
  const workspace = await copyWorkspace(samplesFolder);
  const page = await newPage(browser, scene.height);
  try {
    const first = { file: scene.file, ...(language === "en" ? {} : { language }) };
    const hand = await openEditor(page, { editor, extensions: [projectRoot] }, workspace.folder, first);
    await scene.show(hand, language);
    if (!all) {
      const file = path.join(projectRoot, "images", `${scene.name}.png`);
      await page.screenshot({ path: file, ...(scene.documented === undefined ? {} : { clip: scene.documented }) });
      console.log(`images/${scene.name}.png`);
      return;
    }
    for (const theme of THEMES) {
      await setTheme(hand, theme);
      const name = `${scene.name}-${language}-${theme.replace("Default ", "").replaceAll(" ", "-").toLowerCase()}.png`;
      await page.screenshot({ path: path.join(projectRoot, "out", "pictures", name) });
      console.log(`out/pictures/${name}`);
    }
  } finally {
    await page.close();
    await workspace.remove();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { all: { type: "boolean", default: false }, only: { type: "string", multiple: true } },
  });
  const scenes = SCENES.filter(
    ({ name, documented }) => (values.only?.includes(name) ?? true) && (values.all || documented !== undefined),
  );
  if (scenes.length === 0) throw new Error(usage);
  await mkdir(path.join(projectRoot, "out", "pictures"), { recursive: true });
  const installed = await installEditor(console.log);
  const browser = await openBrowser(await installBrowser(console.log));
  const log = path.join(projectRoot, "out", "pictures", "server.log");
  const editor = await startEditor({ installed, log, endsAlone: true });
  let failed = 0;
  try {
    for (const scene of scenes) {
      for (const language of values.all ? LANGUAGES : ["en"]) {
        await take({ editor, browser }, scene, language, values.all).catch((error: unknown) => {
          failed += 1;
          console.error(`${scene.name} in ${language}: ${error instanceof Error ? error.message : String(error)}`);
        });
      }
    }
  } finally {
    await browser.close();
    await editor.stop();
  }
  process.exitCode = failed === 0 ? 0 : 1;
}

// What was started ends with this process.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
await main();
