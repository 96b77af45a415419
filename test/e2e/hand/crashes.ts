import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { type Hand, stepLimit } from "./hand.js";
import { notification } from "./quickPick.js";
import type { HandTest } from "./runHand.js";

/** As many as the extension takes within three minutes. */
const CRASHES = 5;

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

async function processes(): Promise<Process[]> {
  const pids = (await readdir("/proc")).filter((each) => /^\d+$/.test(each));
  return Promise.all(
    pids.map(async (pid) => {
      // One that ends meanwhile has no files any more.
      const read = (file: string) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "");
      const [status, command] = await Promise.all([read("status"), read("cmdline")]);
      return { pid: Number(pid), parent: Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]), command };
    }),
  );
}

/** Ends the language servers that this editor has started, those of pages that are closed too. */
async function killServers({ editorPid }: Hand): Promise<void> {
  const all = await processes();
  const ours = new Set([editorPid]);
  for (const pid of ours) for (const each of all) if (each.parent === pid) ours.add(each.pid);
  const servers = all.filter(({ pid, command }) => ours.has(pid) && command.includes("/server/node.cjs"));
  assert.ok(servers.length > 0, "no language server runs");
  for (const { pid } of servers) process.kill(pid, "SIGKILL");
}

/** What only the server knows of a token: while it answers, it runs. */
async function isServed(hand: Hand): Promise<void> {
  await hand.hoverOver("exact", /match='exact'/);
  await hand.press("Escape");
  await hand.page.locator(".monaco-hover:not(.hidden)").first().waitFor({ state: "hidden", timeout: stepLimit });
}

/** The language server ends again and again. */
export const crashesByHand: readonly HandTest[] = [
  {
    name: "a language server that cannot be kept alive is told once, with a way on",
    file: "broken.xml",
    run: async (hand) => {
      const { page } = hand;
      for (let crash = 0; crash < CRASHES; crash++) {
        await isServed(hand);
        await killServers(hand);
      }
      await page.locator('[id="status.notifications"] .codicon-bell-dot').waitFor({ timeout: stepLimit });
      const message = await notification(hand, /Libvirt CPU stopped checking/);
      await hand.screenshot("server-given-up");
      assert.equal(await message.count(), 1);
      await message.locator(".monaco-button").filter({ hasText: "Restart" }).click({ timeout: stepLimit });
      await isServed(hand);
      await hand.screenshot("server-restarted");
    },
  },
];
