import assert from "node:assert/strict";
import { notification, openCommand, rowsUnder } from "./quickPick.js";
import type { HandTest } from "./runHand.js";

const hostsTitle = "Insert Baseline CPU";
const baselineTitle = /Baseline: .* with \d+ features/;

/** What happens when a baseline cannot be had. */
export const baselineRefusedByHand: readonly HandTest[] = [
  {
    name: "a document that was edited while the baseline was shown is left alone",
    file: "web01.xml",
    run: async (hand) => {
      await openCommand(hand, hostsTitle);
      await rowsUnder(hand, hostsTitle);
      await hand.press("Enter");
      await rowsUnder(hand, baselineTitle);
      await hand.page.locator(".editor-instance .view-line").filter({ hasText: "vmport" }).first().click();
      await hand.press("End");
      await hand.type(" ");
      await hand.page.locator(".tab.active.dirty").waitFor();
      await hand.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "Insert this block" }).click();
      await hand.page.locator('[id="status.notifications"] .codicon-bell-dot').waitFor();
      await notification(hand, /changed while the command ran/);
      assert.match(await hand.saved("web01.xml"), /<cpu mode='host-model'/);
    },
  },
];
