import assert from "node:assert/strict";
import { notifications, openCommand, rowsUnder } from "./quickPick.js";
import type { HandTest } from "./runHand.js";

const hostsTitle = "Insert Baseline CPU Block";
/** An entry of a list at the top. */
const row = ".quick-input-list .monaco-list-row";
const baselineTitle = /Baseline: .* with \d+ features/;

/** What happens when a baseline cannot be had. */
export const baselineRefusedByHand: readonly HandTest[] = [
  {
    name: "hosts of different vendors: each vendor has a baseline of its own, and choices change it on the spot",
    file: "web01.xml",
    run: async (hand) => {
      await openCommand(hand, hostsTitle);
      await rowsUnder(hand, hostsTitle);
      await hand.page.locator(row).filter({ hasText: "EPYC-Rome · AMD · kvm" }).click();
      await hand.page.locator(".quick-input-count").filter({ hasText: "3" }).waitFor();
      await hand.press("Enter");
      const shown = await rowsUnder(hand, baselineTitle);
      await hand.screenshot("baseline-vendors");
      assert.match(shown.join(" | "), /Intel: Haswell-noTSX-IBRS ?node1, node2 .*\| AMD: EPYC/);
      await hand.page.locator(row).filter({ hasText: "AMD: EPYC" }).click();
      await rowsUnder(hand, /Baseline: EPYC/);
      await hand.page.locator(row).filter({ hasText: "Intel: Haswell" }).click();
      await rowsUnder(hand, /Baseline: Haswell/);
      await hand.page.locator(row).filter({ hasText: "Without node2" }).click();
      await rowsUnder(hand, /Baseline: Skylake-Server/);
      await hand.screenshot("baseline-without");
      await hand.page.locator(row).filter({ hasText: "Insert this block" }).click();
      await hand.page.locator(".tab.active.dirty").filter({ hasText: "web01.xml" }).first().waitFor();
      assert.match(await hand.saved("web01.xml"), />Skylake-Server[^<]*<\/model>/);
    },
  },
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
      assert.match(await notifications(hand), /has changed meanwhile/);
      assert.match(await hand.saved("web01.xml"), /<cpu mode='host-model'/);
    },
  },
];
