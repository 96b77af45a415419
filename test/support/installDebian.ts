import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";

/** Installs packages of the distribution where this is root on a Debian; elsewhere does nothing. */
export async function installDebian(packages: readonly string[]): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  console.log(`installing ${packages.join(", ")} from the distribution (once) …`);
  await aptGet("update", "-q");
  await aptGet("install", "-y", "-q", "--no-install-recommends", ...packages);
}

async function aptGet(...words: readonly string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const child = spawn("apt-get", words, { env, stdio: ["ignore", "ignore", "inherit"] });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`apt-get ${words[0] ?? ""} ended with ${String(code)}`);
}
