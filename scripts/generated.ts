import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Writes generated files and says which. */
export function writeGenerated(files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`wrote ${path}`);
  }
  const code = [...files.keys()].filter((path) => path.endsWith(".ts"));
  if (code.length > 0) execFileSync("npx", ["biome", "format", "--write", ...code], { stdio: "ignore" });
}
