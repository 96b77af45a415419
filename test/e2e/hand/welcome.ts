import assert from "node:assert/strict";
import { openWalkthrough } from "./openWalkthrough.js";
import type { HandTest } from "./runHand.js";
import { setTheme } from "./setTheme.js";

/** The first day. */
export const welcomeByHand: readonly HandTest[] = [
  {
    name: "the walkthrough shows five steps, each with what does it",
    file: "web01.xml",
    run: async (hand) => {
      const steps = await openWalkthrough(hand, "Look at the matrix");
      assert.equal(await steps.count(), 5);
      await hand.screenshot("walkthrough");
      for (const theme of ["Default Dark Modern", "Default High Contrast"] as const) {
        await setTheme(hand, theme);
        await hand.screenshot(`walkthrough-${theme.toLowerCase().replaceAll(" ", "-")}`);
      }
    },
  },
  {
    name: "the sample VMs open in a window of their own",
    file: "web01.xml",
    run: async (hand) => {
      const opened = hand.page.waitForEvent("popup", { timeout: 30_000 });
      await hand.runCommand("Libvirt CPU: Open Sample VMs");
      const window = await opened;
      await window.locator(".explorer-folders-view .label-name").filter({ hasText: "broken.xml" }).first().waitFor();
      await window.close();
    },
  },
];
