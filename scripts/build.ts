/**
 * Bundles everything that ships into dist/: `npm run build`. Runtime dependencies are bundled; data/ ships as it is.
 * `npm run watch` bundles for debugging (with source maps, not minified) and again after each change.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { type BuildOptions, build, context, type Plugin, transform } from "esbuild";

const ROOT = join(import.meta.dirname, "..");

const NODE_MODULES = builtinModules.flatMap((name) => [name, `node:${name}`]);

const common: BuildOptions = {
  bundle: true,
  minify: true,
  sourcemap: false,
  target: "es2022",
  // Older packages name their ES modules here only.
  mainFields: ["module", "main"],
  legalComments: "none",
  logLevel: "warning",
};
const node: BuildOptions = { ...common, platform: "node", format: "cjs", target: "node20" };
/** Run by a name: npm makes these executable. */
const PROGRAM = "#!/usr/bin/env node";
const program: BuildOptions = { ...node, banner: { js: PROGRAM } };
const browser: BuildOptions = { ...common, platform: "browser", mainFields: ["browser", "module", "main"] };

/**
 * Makes CommonJS of the server's modules: esbuild splits nothing else, and a worker of the browser takes one script, which
 * cannot hold modules. So Node's server and the browser's share their parts; parts.json names them for the worker's script.
 */
const commonJsParts: Plugin = {
  name: "CommonJS parts",
  setup: ({ initialOptions, onEnd }) => {
    const { write = true, minify = false, outdir = "", absWorkingDir = ROOT } = initialOptions;
    if (!write) return;
    const sourcemap = initialOptions.sourcemap ? "inline" : false;
    Object.assign(initialOptions, { write: false, sourcemap });
    const commonJs = {
      minify,
      sourcemap,
      format: "cjs",
      platform: "node",
      supported: { "dynamic-import": false },
    } as const;
    onEnd(async ({ outputFiles = [] }) => {
      const folder = resolve(absWorkingDir, outdir);
      await mkdir(join(folder, "parts"), { recursive: true });
      for (const { path, text } of outputFiles) {
        const program = basename(path) === "node.cjs" ? { banner: PROGRAM } : {};
        const { code } = await transform(text, { ...commonJs, ...program, sourcefile: basename(path) });
        await writeFile(path, code);
      }
      const parts = outputFiles.filter(({ path }) => dirname(path) !== folder).map(({ path }) => basename(path));
      await writeFile(join(folder, "parts.json"), `${JSON.stringify(parts)}\n`);
    });
  },
};

export const BUNDLES: readonly BuildOptions[] = [
  {
    ...browser,
    entryPoints: ["client/src/main.ts"],
    outfile: "dist/client/main.cjs",
    conditions: ["node"],
    external: ["vscode", ...NODE_MODULES],
    format: "cjs",
  },
  {
    ...browser,
    entryPoints: { matrix: "client/src/matrix/webview/main.ts" },
    outdir: "dist/client",
    format: "iife",
  },
  {
    ...node,
    entryPoints: { node: "server/src/node/main.ts", browser: "server/src/browser/main.ts" },
    outdir: "dist/server",
    chunkNames: "parts/[name]-[hash]",
    outExtension: { ".js": ".cjs" },
    splitting: true,
    format: "esm",
    define: { "import.meta.dirname": "__dirname" },
    // What both share needs nothing of Node; what Node's server alone has does.
    platform: "browser",
    mainFields: ["browser", "module", "main"],
    conditions: ["node"],
    external: NODE_MODULES,
    plugins: [commonJsParts],
  },
  { ...program, entryPoints: ["cli/src/bin.ts"], outfile: "dist/cli/libvirt-cpu.cjs" },
  {
    ...common,
    entryPoints: ["shared/src/engine/index.ts"],
    outdir: "dist/engine",
    chunkNames: "parts/[name]-[hash]",
    splitting: true,
    format: "esm",
    platform: "neutral",
  },
];

/** The engine's declarations, beside its module. */
export function buildEngineTypes(into: string): void {
  execFileSync("npx", ["tsc", "-b", "shared"], { stdio: "inherit", cwd: ROOT });
  const source = join(ROOT, "out/types/shared/engine");
  mkdirSync(into, { recursive: true });
  for (const name of readdirSync(source).filter((file) => file.endsWith(".d.ts"))) {
    cpSync(join(source, name), join(into, name));
  }
}

/** Says when a bundle begins and ends: the editor's background task waits for both lines. */
const progress: Plugin = {
  name: "progress",
  setup: ({ onStart, onEnd }) => {
    onStart(() => console.log("[watch] build started"));
    onEnd(() => console.log("[watch] build finished"));
  },
};

/** Bundles again after each change, until the process is ended. */
async function watch(): Promise<void> {
  const debugging: BuildOptions = { minify: false, sourcemap: "linked", sourcesContent: false };
  const contexts = await Promise.all(
    BUNDLES.map((options) =>
      context({ ...options, ...debugging, plugins: [...(options.plugins ?? []), progress], logLevel: "info" }),
    ),
  );
  await Promise.all(contexts.map((each) => each.watch()));
}

if (import.meta.filename === process.argv[1]) {
  rmSync("dist", { recursive: true, force: true });
  if (process.argv.includes("--watch")) {
    await watch();
  } else {
    await Promise.all(BUNDLES.map((options) => build(options)));
    buildEngineTypes("dist/engine");
  }
}
