import assert from "node:assert/strict";
import { type Hand, stepLimit } from "./hand.js";
import { lightBulb } from "./quickFix.js";
import { openCommand } from "./quickPick.js";
import type { HandTest } from "./runHand.js";
import { setTheme } from "./setTheme.js";

/** Shows the Problems panel with the room that long messages need. */
async function openProblems({ page, press }: Hand): Promise<void> {
  await press("Mod+b");
  await press("Mod+Shift+m");
  await page.locator(".markers-panel .monaco-list-row").nth(1).waitFor({ timeout: stepLimit });
}

/** Gives the panel the whole window and reads its rows. */
async function allProblems({ page }: Hand): Promise<string[]> {
  await page.locator(".part.panel .action-label[aria-label^='Maximize Panel']").click({ timeout: stepLimit });
  const rows = page.locator(".markers-panel .monaco-list-row");
  await rows.filter({ hasText: "numa-cells-overlap" }).waitFor({ timeout: stepLimit });
  return (await rows.allInnerTexts()).map((text) => text.replaceAll(/[\s\u00a0]+/g, " ").trim());
}

/** A document full of mistakes, seen and mended as a whole. */
export const painfulByHand: readonly HandTest[] = [
  {
    name: "a painful document is told as a whole, and what is plain is mended at once",
    file: "broken.xml",
    run: async (hand) => {
      await hand.place("broken.xml", "fallback='|yes'");
      await lightBulb(hand);
      await openProblems(hand);
      await hand.screenshot("problems");
      const rows = await allProblems(hand);
      await hand.screenshot("problems-all");
      for (const rule of ["vcpu-count", "model-unknown", "vendor-unknown", "topology-vcpus", "element-unknown"]) {
        assert.ok(
          rows.some((row) => row.includes(`libvirt-cpu ${rule} [Ln `)),
          `no ${rule}: ${rows.join(" | ")}`,
        );
      }
      await hand.press("Mod+Shift+m");
      await openCommand(hand, "Source Action...");
      await hand.page.locator(".action-widget .monaco-list-row.action").first().waitFor();
      await hand.screenshot("fix-all-menu");
      await hand.chooseFix(/^\W*Fix /);
      await hand.page.locator(".tab.active.dirty").waitFor();
      const text = await hand.saved("broken.xml");
      await hand.screenshot("fix-all");
      assert.match(text, /policy='require' name='pcid'/);
      assert.doesNotMatch(text, /migratable=/);
      // Only the author knows what was meant.
      assert.match(text, /policy='enable' name='aes'/);
      assert.match(text, />Hasswell</);
    },
  },
  {
    name: "a painful document in the dark: the mouse over a mistake tells it",
    file: "broken.xml",
    run: async (hand) => {
      await hand.place("broken.xml", "name='|sse4_1'");
      await setTheme(hand, "Default Dark Modern");
      await hand.hoverOver("sse4_1", /sse4\.1/);
      await hand.screenshot("hover-dark");
    },
  },
];
