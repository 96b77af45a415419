import { execFile, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type BuildOptions, build } from "esbuild";
import { BUNDLES, buildEngineTypes } from "../../scripts/build.js";
import { root } from "../cli/folders.js";

const exec = promisify(execFile);
/** What npm packs, beside the bundles. */
const PACKED = ["package.json", ".npmignore", "README.md", "LICENSE", "THIRD_PARTY_NOTICES.md", "data", "docs"];

/** The package as a user has it. */
export interface Installed {
  /** A folder of its own; its `node_modules` holds the package and nothing else, but for a global one. */
  readonly folder: string;
  /** Where its commands are. */
  readonly bin: string;
  /** Runs a command of the package by its name. */
  start(name: string, args: readonly string[], cwd?: string): Started;
  remove(): void;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export type Started = ReturnType<typeof startProgram>;

/**
 * Packs the package and installs it, without a network.
 *
 * @param isGlobal as `npm install --global` does, with a prefix of its own
 */
export async function install(isGlobal = false): Promise<Installed> {
  const folder = mkdtempSync(path.join(tmpdir(), "libvirt-cpu-package-"));
  const source = path.join(folder, "source");
  mkdirSync(source);
  for (const name of PACKED) cpSync(path.join(root, name), path.join(source, name), { recursive: true });
  await buildPrograms(source);
  const env = { ...process.env, npm_config_cache: path.join(folder, "cache"), npm_config_update_notifier: "false" };
  const { stdout } = await exec("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], {
    cwd: source,
    env,
  });
  const home = path.join(folder, "home");
  mkdirSync(home);
  const options = ["--prefix", home, "--offline", "--no-audit", "--no-fund", "--silent"];
  await exec("npm", ["install", ...(isGlobal ? ["--global"] : []), ...options, path.join(folder, stdout.trim())], {
    cwd: home,
    env,
  });
  const bin = path.join(home, isGlobal ? "bin" : "node_modules/.bin");
  return {
    folder: home,
    bin,
    start: (name, args, cwd = home) => startProgram(path.join(bin, name), args, cwd),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function buildPrograms(into: string): Promise<void> {
  const isProgram = ({ outfile, outdir }: BuildOptions) => /^dist\/(?:cli|server|engine)/.test(outfile ?? outdir ?? "");
  const bundle = ({ outfile, outdir, ...options }: BuildOptions) =>
    build({
      ...options,
      absWorkingDir: root,
      ...(outfile === undefined ? { outdir: path.join(into, outdir ?? "") } : { outfile: path.join(into, outfile) }),
    });
  await Promise.all(BUNDLES.filter(isProgram).map(bundle));
  buildEngineTypes(path.join(into, "dist/engine"));
}

function startProgram(program: string, args: readonly string[], cwd: string) {
  const child = spawn(program, args, { cwd });
  const written = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    written.err += text;
  });
  const ended = new Promise<Ended>((resolve) =>
    child.on("close", (code, signal) => resolve({ code, signal, ...written })),
  );
  return { child, ended };
}
