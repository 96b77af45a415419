import path from "node:path";
import { parseArgs } from "node:util";
import { checkServed } from "./vscode/checkServed.js";
import { desktopCode, openDesktop } from "./vscode/desktopCode.js";
import { editorAddress } from "./vscode/editorAddress.js";
import { installEditor } from "./vscode/installEditor.js";
import { projectRoot, samplesFolder } from "./vscode/paths.js";
import { type RunningEditor, startEditor } from "./vscode/startEditor.js";

const usage = `npm start -- [--browser] [--check]
  --browser  VS Code in the browser, even where a desktop VS Code is at hand
  --check    start it in the browser's form, see that the page and the extension are served, and end`;

const hints = `What to look at:
  web01.xml   rest the mouse on host-model, on a policy, on a feature; delete a value and press Ctrl+Space
  broken.xml  about a dozen mistakes: read what they mean, press Ctrl+. on one to mend it
  hosts/      three unlike hosts to compare with`;

/**
 * Opens the samples in VS Code with this project as the extension under development: in the desktop's VS Code where there
 * is one, else in one that is served to the browser.
 *
 * @param args the command line
 * @returns the exit code, when the editor has been closed or Ctrl+C was pressed
 * @throws with what to do when no editor can be had
 */
export async function start(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      browser: { type: "boolean", default: false },
      check: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const code = values.browser || values.check ? undefined : desktopCode();
  if (code !== undefined) {
    console.log(hints);
    return openDesktop(code, projectRoot, samplesFolder, path.join(samplesFolder, "web01.xml"));
  }
  const installed = await installEditor(console.log);
  const editor = await startEditor({ installed, log: path.join(projectRoot, "out", "start", "server.log") });
  try {
    return values.check ? await check(editor) : await serve(editor);
  } finally {
    await editor.stop();
  }
}

async function check(editor: RunningEditor): Promise<number> {
  const served = await checkServed(editor, projectRoot);
  for (const line of served) console.log(`served: ${line}`);
  console.log("npm start works: the page answers and the extension is served");
  return 0;
}

async function serve(editor: RunningEditor): Promise<number> {
  const file = path.join(samplesFolder, "web01.xml");
  const address = editorAddress(editor, { workspace: samplesFolder, extensions: [projectRoot], file });
  console.log(`\nOpen this in a browser on this machine:\n\n  ${address}\n\n${hints}\n\nCtrl+C ends it.`);
  const why = await Promise.race([stopSignal(), editor.ended.then(() => "ended" as const)]);
  if (why === "signal") return 0;
  console.error("VS Code's server has ended by itself");
  return 1;
}

function stopSignal(): Promise<"signal"> {
  return new Promise((resolve) => {
    // Not "once": npm passes Ctrl+C on as well, and a second one would strike in the middle of the clearing up.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve("signal"));
  });
}
