import { readFile } from "node:fs/promises";
import path from "node:path";
import { build, type Plugin } from "esbuild";
import { projectRoot } from "./paths.js";

/** The suite as one file for each extension host. */
export interface BundledSuite {
  readonly node: string;
  readonly web: string;
}

/**
 * Bundles the mocha suite twice: for Node's extension host and for the browser's.
 *
 * @param extension the folder of the extension under test. The bundles go into it: VS Code runs tests in the extension
 *   host of the extension in whose folder they are. They end in .cjs: it takes .js for ESM where package.json says so,
 *   and the browser's host has no ESM
 * @param grep only tests whose full title matches this pattern; empty for all
 */
export async function bundleSuite(extension: string, grep: string): Promise<BundledSuite> {
  const folder = path.join(extension, "out", "e2e");
  const suite: BundledSuite = { node: path.join(folder, "suite.node.cjs"), web: path.join(folder, "suite.web.cjs") };
  for (const host of ["node", "web"] as const) {
    await build({
      entryPoints: [path.join(projectRoot, "test", "e2e", "suite", "index.ts")],
      outfile: suite[host],
      bundle: true,
      format: "cjs",
      platform: host === "node" ? "node" : "browser",
      target: "es2022",
      sourcemap: "inline",
      external: ["vscode"],
      define: { suiteGrep: JSON.stringify(grep), suiteHost: JSON.stringify(host) },
      plugins: [mochaAsGlobal],
      logLevel: "warning",
    });
  }
  return suite;
}

/** Mocha's browser build would take the bundle's module.exports for its own: here it sees none and sets its globals. */
const mochaAsGlobal: Plugin = {
  name: "mocha-as-global",
  setup: (bundler) => {
    bundler.onLoad({ filter: /[\\/]mocha[\\/]mocha\.js$/ }, async ({ path: file }) => ({
      contents: `(function (module, exports, define) {\n${await readFile(file, "utf8")}\n})();`,
      loader: "js",
    }));
  },
};
