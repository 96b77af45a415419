import assert from "node:assert/strict";
import { openCommand } from "./quickPick.js";
import type { HandTest } from "./runHand.js";
import { setTheme } from "./setTheme.js";

/** The first day. */
export const welcomeByHand: readonly HandTest[] = [
  {
    name: "the walkthrough shows five steps, each with what does it",
    file: "web01.xml",
    run: async (hand) => {
      await openCommand(hand, "Welcome: Open Walkthrough");
      const row = hand.page.locator(".quick-input-list .monaco-list-row");
      await row.filter({ hasText: "Libvirt CPU" }).first().waitFor();
      await hand.type("Libvirt CPU");
      await hand.page
        .locator(".quick-input-list .monaco-list-row.focused")
        .filter({ hasText: "Libvirt CPU" })
        .first()
        .waitFor();
      await hand.press("Enter");
      const steps = hand.page.locator(".getting-started-step");
      await steps.filter({ hasText: "Look at the matrix" }).first().waitFor();
      assert.equal(await steps.count(), 5);
      // Pictures are shown only where there is room for them.
      await hand.press("Mod+b");
      await hand.page.frameLocator("iframe.webview.ready").frameLocator("iframe").locator("svg text").first().waitFor();
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
