import assert from "node:assert/strict";
import { chooseInMenu } from "./chooseInMenu.js";
import type { Hand } from "./hand.js";
import { entry, listClosed, openCommand, rowsUnder, take, tick } from "./quickPick.js";
import type { HandTest } from "./runHand.js";
import { setTheme } from "./setTheme.js";

const hostsTitle = "Insert Baseline CPU";
const listRow = ".quick-input-list .monaco-list-row";
const treeRow = ".pane-body .monaco-list-row";

/** Opens the preview of a pool's baseline. */
async function previewOf(hand: Hand, pool: string): Promise<void> {
  await openCommand(hand, hostsTitle);
  await rowsUnder(hand, hostsTitle);
  await entry(hand, "Skylake-Server-IBRS");
  if (pool !== "prod") {
    await hand.page.locator(listRow).filter({ hasText: "prod" }).click();
    await hand.page.locator(listRow).filter({ hasText: pool }).click();
  }
  await hand.press("Enter");
}

/** What is shown of a baseline, and how choices change it. */
export const baselineChoicesByHand: readonly HandTest[] = [
  {
    name: "hosts of two vendors: a baseline for each, and one of them is inserted",
    file: "web01.xml",
    shares: true,
    run: async (hand) => {
      await hand.place("web01.xml", "<cpu mode='|host-model'");
      await previewOf(hand, "lab");
      await entry(hand, "Intel: ");
      const rows = await rowsUnder(hand, /Baseline: .* with \d+ features/);
      await hand.screenshot("baseline-vendors");
      assert.match(rows.join(" | "), /node1, node2, old-xeon/);
      await take(hand, "AMD", "AMD: EPYC-Rome");
      await rowsUnder(hand, /Baseline: EPYC-Rome/);
      await hand.screenshot("baseline-vendor-chosen");
      await take(hand, "insert", "Insert this block");
      await listClosed(hand);
      await hand.page.locator(".tab.active.dirty").filter({ hasText: "web01.xml" }).first().waitFor();
      assert.match(await hand.saved("web01.xml"), />EPYC-Rome<\/model>/);
    },
  },
  {
    name: "what a host lacks is seen, and the baseline taken without it",
    file: "web01.xml",
    shares: true,
    run: async (hand) => {
      await hand.place("web01.xml", "<cpu mode='|host-model'");
      await previewOf(hand, "prod");
      await rowsUnder(hand, /Baseline: Haswell-noTSX-IBRS/);
      await take(hand, "if left out", /node2 is missing \d+ features.*if left out: Skylake-Server-IBRS/);
      await rowsUnder(hand, /Baseline: Skylake-Server-IBRS/);
      await hand.screenshot("baseline-without");
      await take(hand, "again", "Include node2 again");
      await rowsUnder(hand, /Baseline: Haswell-noTSX-IBRS/);
      await take(hand, "every feature", "Expanded");
      await rowsUnder(hand, /Baseline: Haswell-noTSX-IBRS with \d{2,} features/);
      await entry(hand, "Expanded");
      await hand.screenshot("baseline-expanded");
      await setTheme(hand, "Default Dark Modern");
      await hand.screenshot("baseline-dark");
    },
  },
  {
    name: "a feature is required: who lacks it is named, and left out",
    file: "web01.xml",
    shares: true,
    run: async (hand) => {
      await hand.place("web01.xml", "<cpu mode='|host-model'");
      await previewOf(hand, "prod");
      await rowsUnder(hand, /Baseline: Haswell-noTSX-IBRS/);
      await take(hand, "required", "Required features");
      await rowsUnder(hand, "Required Features");
      await tick(hand, "avx512f", "avx512f");
      await hand.screenshot("baseline-floor");
      await hand.press("Enter");
      await entry(hand, "avx512f is required, but node2 lacks it");
      const rows = await rowsUnder(hand, "No baseline of Intel");
      await hand.screenshot("baseline-unmet");
      assert.doesNotMatch(rows.join(" | "), /Insert this block/);
      await take(hand, "leave out", "Leave out node2");
      await rowsUnder(hand, /Baseline: Skylake-Server-IBRS/);
      await take(hand, "insert", "Insert this block");
      await listClosed(hand);
      await hand.page.locator(".tab.active.dirty").filter({ hasText: "web01.xml" }).first().waitFor();
      assert.match(await hand.saved("web01.xml"), />Skylake-Server-IBRS<\/model>/);
    },
  },
  {
    name: "from the hosts view, without a document, a baseline opens as one of its own",
    file: "web01.xml",
    run: async (hand) => {
      await hand.page.locator(".activitybar .action-label[aria-label^='Libvirt CPU']").first().click();
      await hand.page.locator(treeRow).filter({ hasText: "Skylake-Server" }).first().waitFor();
      await hand.runCommand("View: Close All Editors");
      await hand.page.locator(treeRow).filter({ hasText: "prod" }).first().click({ button: "right" });
      const inMenu = hand.page.locator(".monaco-menu .action-label").filter({ hasText: hostsTitle });
      await inMenu.first().waitFor();
      await hand.screenshot("baseline-from-view");
      await chooseInMenu(hand, hostsTitle);
      await rowsUnder(hand, /Baseline: Haswell-noTSX-IBRS/);
      await hand.press("Enter");
      await listClosed(hand);
      await hand.page.locator(".tab.active").filter({ hasText: "Untitled" }).waitFor();
      await hand.page.locator(".view-line").filter({ hasText: "Haswell-noTSX-IBRS" }).first().waitFor();
      await hand.screenshot("baseline-untitled");
    },
  },
];
