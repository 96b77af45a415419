import { readFile } from "node:fs/promises";
import path from "node:path";
import { build, type Plugin } from "esbuild";
import { projectRoot } from "./paths.js";

/** Where the suite runs: in Node's extension host, in the browser's, and in Node's with a folder that nobody trusts. */
export const SUITE_HOSTS = ["node", "web", "untrusted"] as const;
export type SuiteHost = (typeof SUITE_HOSTS)[number];

/** The suite as one file for each of them. */
export type BundledSuite = Readonly<Record<SuiteHost, string>>;

/**
 * Bundles the mocha suite for each place where it runs.
 *
 * @param extension the folder of the extension under test. The bundles go into it: VS Code runs tests in the extension
 *   host of the extension in whose folder they are. They end in .cjs: it takes .js for ESM where package.json says so,
 *   and the browser's host has no ESM
 * @param grep only tests whose full title matches this pattern; empty for all
 */
export async function bundleSuite(extension: string, grep: string): Promise<BundledSuite> {
  const folder = path.join(extension, "out", "e2e");
  const fileOf = (host: SuiteHost): string => path.join(folder, `suite.${host}.cjs`);
  const suite: BundledSuite = { node: fileOf("node"), web: fileOf("web"), untrusted: fileOf("untrusted") };
  for (const host of SUITE_HOSTS) {
    await build({
      entryPoints: [path.join(projectRoot, "test", "e2e", "suite", "index.ts")],
      outfile: suite[host],
      bundle: true,
      format: "cjs",
      platform: host === "web" ? "browser" : "node",
      target: "es2022",
      sourcemap: "inline",
      // The browser's suite asks Node for nothing: what needs it looks first where it runs.
      external: ["vscode", "node:*"],
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
