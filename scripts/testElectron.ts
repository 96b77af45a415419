import { parseArgs } from "node:util";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { bundleSuite } from "./vscode/bundleSuite.js";
import { copyWorkspace } from "./vscode/copyWorkspace.js";
import { projectRoot, samplesFolder } from "./vscode/paths.js";
import { temporaryFolder } from "./vscode/temporaryFolder.js";
import { withLimit } from "./vscode/withLimit.js";

// npm run test:electron: the suite of test/e2e in a desktop VS Code.

const downloadLimit = 5 * 60_000;

async function findDesktop(): Promise<string> {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named !== undefined && named !== "") return named;
  try {
    return await withLimit(
      downloadAndUnzipVSCode(process.env.VSCODE_VERSION ?? "stable"),
      downloadLimit,
      "VS Code was not downloaded",
    );
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `no desktop VS Code: it cannot be downloaded (${why}) and VSCODE_EXECUTABLE does not name one. ` +
        "Set VSCODE_EXECUTABLE to its executable, or run the same suite with: npm run test:e2e",
    );
  }
}

async function runInDesktop(executable: string, grep: string): Promise<void> {
  const suite = await bundleSuite(grep);
  const workspace = await copyWorkspace(samplesFolder);
  const home = temporaryFolder("desktop");
  try {
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: [projectRoot, suite.extension],
      extensionTestsPath: suite.files.node,
      launchArgs: [
        workspace.folder,
        "--disable-extensions",
        "--disable-workspace-trust",
        `--user-data-dir=${home.folder}`,
      ],
    });
  } finally {
    await workspace.remove();
    await home.remove();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { grep: { type: "string", default: "" } } });
  if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    throw new Error(
      "no display: a desktop VS Code needs one (xvfb-run -a npm run test:electron), or: npm run test:e2e",
    );
  }
  await runInDesktop(await findDesktop(), values.grep);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
// test-electron leaves a retrying download behind: nothing must wait for it.
process.exit();
