import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Hand, stepLimit } from "./hand.js";
import { openCommand } from "./quickPick.js";
import type { HandTest } from "./runHand.js";

/** A theme for this workspace alone: the editor's own settings outlive the test. */
async function choosePaint({ page, workspace }: Hand, theme: string): Promise<void> {
  await mkdir(path.join(workspace, ".vscode"), { recursive: true });
  await writeFile(
    path.join(workspace, ".vscode", "settings.json"),
    JSON.stringify({ "workbench.colorTheme": theme }, null, 2),
  );
  await page.locator(".monaco-workbench.vs-dark").waitFor({ timeout: stepLimit });
}

/** Shows the Problems panel, with the room that long messages need, and reads the rows in view. */
async function openProblems({ page, press }: Hand): Promise<string[]> {
  await press("Mod+b");
  await press("Mod+Shift+m");
  const rows = page.locator(".markers-panel .monaco-list-row");
  await rows.nth(1).waitFor({ timeout: stepLimit });
  return (await rows.allInnerTexts()).map((text) => text.replaceAll(/[\s\u00a0]+/g, " ").trim());
}

/** A document full of mistakes, seen and mended as a whole. */
export const painfulByHand: readonly HandTest[] = [
  {
    name: "a painful document: the Problems panel tells its mistakes, and one source action mends those that are plain",
    file: "broken.xml",
    run: async (hand) => {
      await hand.place("broken.xml", "fallback='|yes'");
      await hand.page.locator(".lightBulbWidget.codicon-lightbulb-autofix").first().waitFor();
      const rows = await openProblems(hand);
      await hand.screenshot("problems");
      for (const part of ["check", "Hasswell", "GenuineIntel"]) {
        assert.ok(
          rows.some((row) => row.includes(part)),
          `nothing about ${part}: ${rows.join(" | ")}`,
        );
      }
      await hand.press("Mod+Shift+m");
      await openCommand(hand, "Source Action...");
      await hand.page.locator(".action-widget .monaco-list-row.action").first().waitFor();
      await hand.screenshot("fix-all-menu");
      await hand.chooseFix("Fix all that libvirt would refuse or drop");
      await hand.page.locator(".tab.active.dirty").waitFor();
      const text = await hand.saved("broken.xml");
      await hand.screenshot("fix-all");
      for (const mended of [" current='8'>8<", "<vendor>Intel<", "policy='require' name='aes'"]) {
        assert.ok(text.includes(mended), `no ${mended} in:\n${text}`);
      }
      // What was meant is for people to say.
      assert.match(text, />Hasswell</);
    },
  },
  {
    name: "a painful document in the dark: the mouse over a mistake tells it",
    file: "broken.xml",
    run: async (hand) => {
      await hand.place("broken.xml", "name='|sse4_1'");
      await choosePaint(hand, "Default Dark Modern");
      const text = await hand.hoverOver("sse4_1");
      await hand.screenshot("hover-dark");
      assert.match(text, /sse4\.1/);
    },
  },
];
