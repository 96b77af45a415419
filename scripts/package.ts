/** `npm run package`: the extension as a .vsix, byte by byte the same for the same commit. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { out: { type: "string", default: "dist/libvirt-cpu.vsix" } } });
const { SOURCE_DATE_EPOCH = commitTime() } = process.env;
mkdirSync("dist", { recursive: true });
execFileSync("npx", ["vsce", "package", "--no-dependencies", "--out", values.out], {
  stdio: "inherit",
  // What the archive says of its files' age (reproducible-builds.org).
  env: { ...process.env, SOURCE_DATE_EPOCH },
});

/** Seconds since 1970; of an archive without history, the release's own. */
function commitTime(): string {
  try {
    return execFileSync("git", ["log", "-1", "--format=%ct"], { encoding: "utf8" }).trim();
  } catch {
    return "1767225600";
  }
}
