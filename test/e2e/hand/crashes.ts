import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { projectRoot } from "../../../scripts/vscode/paths.js";
import { stepLimit } from "./hand.js";
import { notifications } from "./quickPick.js";
import type { HandTest } from "./runHand.js";

/** Processes of this checkout's language server. */
async function serverPids(): Promise<number[]> {
  const pids: number[] = [];
  for (const name of (await readdir("/proc")).filter((each) => /^\d+$/.test(each))) {
    const line = await readFile(`/proc/${name}/cmdline`, "utf8").catch(() => "");
    if (line.includes(`${projectRoot}/dist/server/node.cjs`)) pids.push(Number(name));
  }
  return pids;
}

/** Waits for a server that is none of those that were there, and ends it. */
async function crash(ended: Set<number>): Promise<void> {
  const end = Date.now() + stepLimit;
  while (Date.now() < end) {
    const pid = (await serverPids()).find((each) => !ended.has(each));
    if (pid !== undefined) {
      process.kill(pid, "SIGKILL");
      ended.add(pid);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("no language server runs");
}

/** The language server ends again and again. */
export const crashesByHand: readonly HandTest[] = [
  {
    name: "a language server that cannot be kept alive is told once, with a way on",
    file: "broken.xml",
    run: async (hand) => {
      const { page } = hand;
      await hand.hoverOver("Hasswell", /Hasswell/);
      const others = new Set<number>();
      for (let time = 0; time < 5; time++) await crash(others);
      await page.locator('[id="status.notifications"] .codicon-bell-dot').waitFor({ timeout: stepLimit });
      assert.match(await notifications(hand), /Libvirt CPU has stopped checking/);
      await hand.screenshot("server-given-up");
      const message = page.locator(".notifications-center .notification-list-item");
      assert.equal(await message.count(), 1);
      await message.locator(".monaco-button").filter({ hasText: "Restart" }).click({ timeout: stepLimit });
      await hand.hoverOver("Hasswell", /Hasswell/);
      await hand.screenshot("server-restarted");
    },
  },
];
