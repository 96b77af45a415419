import assert from "node:assert/strict";
import type { Hand } from "./hand.js";
import type { HandTest } from "./runHand.js";

/**
 * Waits until VS Code knows that there are fixes for what is under the cursor: asked before, it shows no menu. And until the
 * hosts have been looked at: problems that come from them would close the menu.
 */
export async function lightBulb(hand: Hand): Promise<void> {
  await hand.page
    .locator(".codelens-decoration")
    .filter({ hasText: /^(?:Starts|Does not start) on|启动/ })
    .first()
    .waitFor();
  await hand.page.locator(".lightBulbWidget.codicon-lightbulb-autofix").first().waitFor();
}

/** What the light bulb offers. */
export const quickFixByHand: readonly HandTest[] = [
  {
    name: "a misspelt feature is mended with the quick-fix menu",
    file: "broken.xml",
    shares: true,
    run: async (hand) => {
      await hand.place("broken.xml", "name='|sse4_1'");
      await lightBulb(hand);
      await hand.quickFixMenu("sse4.1");
      await hand.screenshot("quick-fix");
      await hand.chooseFix(/sse4\.1/);
      assert.match(await hand.saved("broken.xml"), /name='sse4\.1'/);
    },
  },
  {
    name: "the first fix is the right one: the menu and Enter mend a model's name",
    file: "broken.xml",
    shares: true,
    run: async (hand) => {
      await hand.place("broken.xml", ">Hass|well</model>");
      await lightBulb(hand);
      const [first] = await hand.quickFixMenu("Haswell");
      await hand.screenshot("quick-fix-model");
      assert.match(first ?? "", /Haswell/);
      await hand.press("Enter");
      await hand.page.locator(".tab.active.dirty").waitFor();
      assert.match(await hand.saved("broken.xml"), />Haswell<\/model>/);
    },
  },
];
