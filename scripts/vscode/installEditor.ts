import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { editorPackage } from "./paths.js";
import { runNpm } from "./runNpm.mjs";

/** A VS Code server on this disk and the Node that runs it. */
export interface InstalledEditor {
  /** The server's entry module. */
  readonly serverMain: string;
  /** The Node executable that the server wants. */
  readonly node: string;
}

/** Node's major version that this release of the server is made for. */
const wantedNode = 24;
/** Written by npm at the very end of an install: where it is, the install was whole. */
const installedMark = path.join("node_modules", ".package-lock.json");

/**
 * Installs VS Code's server (npm package code-server) and its own packages where they are missing; nothing is compiled.
 *
 * @param say told one line for every step that takes time
 * @returns the server; a second call with everything in place only looks
 * @throws when npm fails (with npm's words) or no fitting Node can be had
 */
export async function installEditor(say: (line: string) => void): Promise<InstalledEditor> {
  const server = path.join(editorPackage, "node_modules", "code-server", "lib", "vscode");
  if (!hasWantedVersions()) {
    say("installing VS Code's server and the browser driver (once, about 15 s) …");
    await runNpm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], editorPackage);
  }
  if (!existsSync(path.join(server, installedMark))) {
    say("installing the server's own packages (once, about 10 s) …");
    await runNpm(["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], server);
  }
  return { serverMain: path.join(server, "out", "server-main.js"), node: findNode() };
}

function hasWantedVersions(): boolean {
  if (!existsSync(path.join(editorPackage, installedMark))) return false;
  const wanted = readPackage(editorPackage).dependencies ?? {};
  return Object.entries(wanted).every(([name, version]) => {
    const folder = path.join(editorPackage, "node_modules", name);
    return existsSync(folder) && readPackage(folder).version === version;
  });
}

function readPackage(folder: string): { version?: string; dependencies?: Record<string, string> } {
  return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
}

function findNode(): string {
  const own = Number(process.versions.node.split(".")[0]);
  if (own >= wantedNode) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const packaged = path.join(editorPackage, "node_modules", name, "bin", "node");
  if (existsSync(packaged)) return packaged;
  throw new Error(
    `VS Code's server wants Node ${wantedNode}; this is Node ${process.versions.node} and there is no packaged one for ` +
      `${process.platform}-${process.arch}. Run the same command with Node ${wantedNode}.`,
  );
}
