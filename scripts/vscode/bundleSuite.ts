import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { build, type Plugin } from "esbuild";
import { outputFolder, projectRoot } from "./paths.js";

/** Where the suite runs: in Node's extension host, in the browser's, and in Node's with a folder that nobody trusts. */
const SUITE_HOSTS = ["node", "web", "untrusted"] as const;
export type SuiteHost = (typeof SUITE_HOSTS)[number];

/** An extension that holds nothing but the suite. */
export interface BundledSuite {
  /** The extension's folder. */
  readonly extension: string;
  /** The suite as one file for each place where it runs. */
  readonly files: Readonly<Record<SuiteHost, string>>;
}

/** The name of the suite's extension, as settings name it. */
export const suiteExtensionId = "libvirt-cpu.suite";

/**
 * Bundles the mocha suite for each place where it runs, as an extension of its own: VS Code runs tests in the extension
 * host of the extension in whose folder they are, and an installed extension's folder is not ours to write to.
 *
 * The bundles end in .cjs: VS Code takes .js for ESM where package.json says so, and the browser's host has no ESM.
 *
 * @param grep only tests whose full title matches this pattern; empty for all
 */
export async function bundleSuite(grep: string): Promise<BundledSuite> {
  const extension = path.join(outputFolder, "suite");
  await mkdir(extension, { recursive: true });
  await writeFile(path.join(extension, "package.json"), JSON.stringify(suiteManifest(), null, 2));
  await writeFile(path.join(extension, "idle.cjs"), "exports.activate = () => {};\n");
  const fileOf = (host: SuiteHost): string => path.join(extension, `suite.${host}.cjs`);
  const files: Record<SuiteHost, string> = { node: fileOf("node"), web: fileOf("web"), untrusted: fileOf("untrusted") };
  for (const host of SUITE_HOSTS) await bundleFor(host, files[host], grep);
  return { extension, files };
}

function suiteManifest() {
  const [publisher, name] = suiteExtensionId.split(".");
  return {
    ...{ name, publisher, version: "0.0.1", engines: { vscode: "^1.91.0" } },
    // An extension without code belongs to no extension host.
    ...{ main: "./idle.cjs", browser: "./idle.cjs", extensionKind: ["workspace", "ui"] },
    // As an extension for Jinja does.
    contributes: { languages: [{ id: "jinja-xml", extensions: [".xml.jinja"] }] },
    capabilities: { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true },
  };
}

async function bundleFor(host: SuiteHost, outfile: string, grep: string): Promise<void> {
  await build({
    entryPoints: [path.join(projectRoot, "test", "e2e", "suite", "index.ts")],
    outfile,
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
