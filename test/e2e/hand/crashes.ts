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
    if (line.includes(`${projectRoot}/dist/server/node.js`)) pids.push(Number(name));
  }
  return pids;
}

/** Ends every server as soon as it runs, those of pages that are closed too, until the editor has something to say. */
async function crashUntil(told: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + stepLimit;
  const ended = new Set<number>();
  while (!(await told())) {
    if (Date.now() > end) throw new Error(`${ended.size} language servers have ended, and nobody says so`);
    for (const pid of (await serverPids()).filter((each) => !ended.has(each))) {
      ended.add(pid);
      process.kill(pid, "SIGKILL");
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The language server ends again and again. */
export const crashesByHand: readonly HandTest[] = [
  {
    name: "a language server that cannot be kept alive is told once, with a way on",
    file: "broken.xml",
    run: async (hand) => {
      const { page } = hand;
      await hand.hoverOver("Hasswell", /Hasswell/);
      await crashUntil(() => page.locator('[id="status.notifications"] .codicon-bell-dot').isVisible());
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
