import path from "node:path";
import { outputFolder, projectRoot } from "./paths.js";
import { runNpm } from "./runNpm.mjs";

/**
 * Builds and packs the extension as it ships.
 *
 * @returns the packed extension
 * @throws when npm fails, with npm's words
 */
export async function packExtension(): Promise<string> {
  const vsix = path.join(outputFolder, "libvirt-cpu.vsix");
  await runNpm(["run", "--silent", "package", "--", "--out", vsix], projectRoot);
  return vsix;
}
