/** `npm run test:editors`: the language server in real editors, configured as docs/editors.md says. */
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { withLimit } from "../../scripts/vscode/withLimit.js";
import { root, samples } from "../cli/folders.js";
import { type Installed, install } from "../package/install.js";
import { installDebian } from "../support/installDebian.js";
import { EDITORS, type Editor } from "./editors.js";

/** What a driver writes down. */
interface Seen {
  readonly error?: string;
  readonly diagnostics: readonly string[];
  readonly hover: string;
  readonly completion: readonly string[];
  readonly actions: readonly string[];
}

const LIMIT = 60_000;

/** What must hold in every editor; each is a test. */
const CHECKS: readonly (readonly [name: string, holds: (seen: Seen, text: string) => boolean])[] = [
  ["diagnostics name their rules", ({ diagnostics }) => diagnostics.includes("model-unknown")],
  ["hover explains a mode", ({ hover }) => /gets the CPU named in `?model/.test(hover)],
  ["completion offers models", ({ completion }) => completion.some((label) => label.includes("Haswell-noTSX"))],
  ["the first action is the right one", ({ actions }) => /Haswell/.test(actions[0] ?? "")],
  ["its edit is applied", (_, text) => />Haswell</.test(text) && !text.includes("Hasswell")],
];

async function main(): Promise<void> {
  const counts = { passed: 0, failed: 0 };
  const installed = await install();
  try {
    for (const editor of EDITORS) {
      if (!existsSync(`/usr/bin/${editor.program}`) && process.argv.includes("--install")) {
        await installDebian(editor.packages);
      }
      if (existsSync(`/usr/bin/${editor.program}`)) await test(editor, installed, counts);
      else console.log(`SKIPPED ${editor.name}: ${editor.program} not found; run as root with --install`);
    }
  } finally {
    installed.remove();
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
}

async function test(editor: Editor, installed: Installed, counts: { passed: number; failed: number }): Promise<void> {
  const home = mkdtempSync(path.join(tmpdir(), "libvirt-cpu-editor-"));
  try {
    const { seen, text, output } = await useEditor(editor, installed, home);
    for (const [name, holds] of CHECKS) {
      const isGood = seen !== undefined && seen.error === undefined && holds(seen, text);
      counts[isGood ? "passed" : "failed"]++;
      console.log(`  ${editor.name}: ${isGood ? "ok   " : "FAIL "} ${name}`);
      if (!isGood) console.log(`    ${JSON.stringify(seen ?? output).slice(0, 2000)}`);
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Opens the broken sample in the editor, lets the driver work, and looks at what it saw and saved. */
async function useEditor(editor: Editor, installed: Installed, home: string) {
  const workspace = path.join(home, "vms");
  cpSync(samples, workspace, { recursive: true });
  const configuration = path.join(home, `configuration${editor.extension}`);
  writeFileSync(configuration, documentedConfiguration(editor));
  const file = path.join(workspace, "broken.xml");
  const result = path.join(home, "result.json");
  const [program = "", ...args] = editor.command(configuration, file);
  const bin = path.join(installed.folder, "node_modules/.bin");
  const env = {
    ...process.env,
    HOME: home,
    TERM: "xterm-256color",
    RESULT: result,
    PATH: `${bin}:${process.env.PATH}`,
  };
  const output = await run(program, args, { cwd: workspace, env });
  const seen = existsSync(result) ? (JSON.parse(readFileSync(result, "utf8")) as Seen) : undefined;
  return { seen, text: readFileSync(file, "utf8"), output };
}

/** The block of docs/editors.md that begins with the editor's mark. */
function documentedConfiguration({ mark, name }: Editor): string {
  const page = readFileSync(path.join(root, "docs/editors.md"), "utf8");
  const start = page.indexOf(`\n${mark}\n`);
  if (start < 0) throw new Error(`docs/editors.md has no configuration of ${name}`);
  return page.slice(start + 1, page.indexOf("\n```", start));
}

async function run(program: string, args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }) {
  const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<void>((resolve, reject) => child.once("error", reject).once("close", () => resolve()));
  try {
    await withLimit(ended, LIMIT, `${program} did not end: ${output.slice(-2000)}`);
  } catch (error) {
    child.kill("SIGKILL");
    console.log(String(error));
  }
  return output;
}

await main();
