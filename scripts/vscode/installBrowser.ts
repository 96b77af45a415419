import { existsSync } from "node:fs";
import { runQuietly } from "./runNpm.mjs";

const candidates = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * Finds Chromium, or installs Debian's when this is root and has apt.
 *
 * @param say told one line when something is being installed
 * @returns the executable's path: the one that CHROMIUM names, else the first of the usual places
 * @throws with what to do, when there is none
 */
export async function installBrowser(say: (line: string) => void): Promise<string> {
  const named = process.env.CHROMIUM;
  if (named !== undefined) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM names ${named}, which does not exist`);
  }
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new Error(
      "the end-to-end tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM",
    );
  }
  say("installing Chromium from the distribution (once) …");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runQuietly("apt-get", ["update", "-q"], "/", env);
  await runQuietly(
    "apt-get",
    ["install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-wqy-microhei"],
    "/",
    env,
  );
  const installed = candidates.find((candidate) => existsSync(candidate));
  if (installed === undefined) throw new Error("apt-get installed chromium, yet it is in none of the usual places");
  return installed;
}
