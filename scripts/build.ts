/**
 * Bundles everything that ships into dist/: `npm run build`. Runtime dependencies are bundled; data/ ships as it is.
 * `npm run watch` bundles for debugging (with source maps, not minified) and again after each change.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build, context, type Plugin } from "esbuild";

const ROOT = join(import.meta.dirname, "..");

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
const program: BuildOptions = { ...node, banner: { js: "#!/usr/bin/env node" } };
/** A program as modules: parts that are seldom needed are loaded when they are. Its CommonJS libraries want `require`. */
const module: BuildOptions = {
  ...node,
  format: "esm",
  banner: {
    js: '#!/usr/bin/env node\nimport{createRequire}from"node:module";const require=createRequire(import.meta.url);',
  },
};
/** VS Code gives itself by `require` alone. */
const nodeClient: BuildOptions = { ...node, external: ["vscode"], supported: { "dynamic-import": false } };
const browser: BuildOptions = { ...common, platform: "browser", mainFields: ["browser", "module", "main"] };

/** Most of the client is what speaks to the server: a bundle of its own, so that activation does not wait for it. */
const loadedLater: Plugin = {
  name: "loaded later",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/languageClient\.js$/ }, () => ({ path: "./languageClient.cjs", external: true })),
};

export const BUNDLES: readonly BuildOptions[] = [
  { ...nodeClient, entryPoints: ["client/src/node/main.ts"], outfile: "dist/client/node.cjs", plugins: [loadedLater] },
  { ...nodeClient, entryPoints: ["client/src/node/languageClient.ts"], outfile: "dist/client/languageClient.cjs" },
  {
    ...browser,
    entryPoints: ["client/src/browser/main.ts"],
    outfile: "dist/client/browser.cjs",
    external: ["vscode"],
    format: "cjs",
  },
  {
    ...browser,
    entryPoints: { matrix: "client/src/matrix/webview/main.ts" },
    outdir: "dist/client",
    format: "iife",
  },
  {
    ...module,
    entryPoints: { node: "server/src/node/main.ts" },
    outdir: "dist/server",
    chunkNames: "parts/[name]-[hash]",
    splitting: true,
  },
  { ...program, entryPoints: ["cli/src/bin.ts"], outfile: "dist/cli/libvirt-cpu.cjs" },
  { ...browser, entryPoints: ["server/src/browser/main.ts"], outfile: "dist/server/browser.js", format: "iife" },
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
