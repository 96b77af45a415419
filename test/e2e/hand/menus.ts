import assert from "node:assert/strict";
import { entry, openCommand, openPalette, rowsUnder } from "./quickPick.js";
import type { HandTest } from "./runHand.js";

/** Where commands are found. */
export const menusByHand: readonly HandTest[] = [
  {
    name: "the editor's menu has the rewrites",
    file: "web01.xml",
    shares: true,
    run: async (hand) => {
      // Once the outline knows the CPU, the extension has started.
      await hand.place("web01.xml", "<cpu mode='|host-model'");
      await hand.hoverOver("host-model", /host/i);
      await hand.page
        .locator(".editor-instance .view-line")
        .filter({ hasText: "host-model" })
        .click({ button: "right" });
      const menu = hand.page.locator(".monaco-menu .action-label").filter({ hasText: "Insert Baseline CPU" });
      await menu.first().waitFor();
      await hand.screenshot("menu");
      assert.equal(await hand.page.locator(".monaco-menu").filter({ hasText: "Convert host-model" }).count(), 1);
    },
  },
  {
    name: "the palette offers rewrites for the documents of VMs only",
    file: "hosts/node1.domcaps.xml",
    run: async (hand) => {
      const rewrite = hand.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "Switch CPU Model" });
      const look = async () => {
        await openPalette(hand, "Libvirt CPU: S");
        await entry(hand, "Libvirt CPU: Show Log");
        const found = await rewrite.count();
        await hand.press("Escape");
        return found;
      };
      assert.equal(await look(), 0);
      await hand.openFile("web01.xml");
      await hand.hoverOver("host-model", /host/i);
      assert.equal(await look(), 1);
    },
  },
  {
    name: "a model's definition is found from the palette",
    file: "web01.xml",
    run: async (hand) => {
      await openCommand(hand, "Show CPU Model Definition");
      const models = await rowsUnder(hand, "Show CPU Model Definition");
      await hand.screenshot("models");
      assert.ok(models.length > 5, `few models: ${models.join(" | ")}`);
      await hand.type("EPYC-Rome-v2");
      await hand.page
        .locator(".quick-input-list .monaco-list-row.focused")
        .filter({ hasText: "EPYC-Rome-v2" })
        .waitFor();
      await hand.press("Enter");
      await hand.page.locator(".tab.active").filter({ hasText: "EPYC-Rome-v2.xml" }).waitFor();
      await hand.page.locator(".view-line").filter({ hasText: "EPYC-Rome-v2</model>" }).first().waitFor();
      await hand.screenshot("model-definition");
    },
  },
];
