// npm start. Plain JavaScript without dependencies up to the point where they are installed.
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runNpm } from "./vscode/runNpm.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

async function prepare() {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    throw new Error(`this project needs Node 20 or newer; this is ${process.versions.node}`);
  }
  // npm writes this file last: where it is missing, nothing or only half is installed.
  if (!existsSync(path.join(root, "node_modules", ".package-lock.json"))) {
    console.log("installing the project's packages (once) …");
    await runNpm(["ci", "--no-audit", "--no-fund"], root);
  }
  console.log("building the extension …");
  await runNpm(["run", "--silent", "build"], root);
}

try {
  await prepare();
  const { tsImport } = await import("tsx/esm/api");
  /** @type {{ start(args: readonly string[]): Promise<number> }} */
  const { start } = await tsImport("./start.ts", import.meta.url);
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
