import assert from "node:assert/strict";
import type { Locator } from "../../../scripts/vscode/browserDriver.js";
import { chooseInMenu } from "./chooseInMenu.js";
import type { Hand } from "./hand.js";
import { openCommand, rowsUnder } from "./quickPick.js";
import type { HandTest } from "./runHand.js";
import { setTheme } from "./setTheme.js";

const limit = 45_000;

/** The page in which VS Code's preview shows Markdown. */
function preview(hand: Hand): Locator {
  return hand.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame").locator("body");
}

async function readPreview(hand: Hand, words: string): Promise<string> {
  const body = preview(hand);
  await body.filter({ hasText: words }).waitFor({ timeout: limit });
  const [text = ""] = await body.allInnerTexts();
  return text;
}

/** Reports about hosts by mouse and keyboard. */
export const reportsByHand: readonly HandTest[] = [
  {
    name: "reports: the lens tells why a VM does not start everywhere, in light and dark",
    file: "web01.xml",
    run: async (hand) => {
      const lens = hand.page.locator(".codelens-decoration a").filter({ hasText: "Starts on both hosts of prod" });
      await lens.first().waitFor();
      await hand.place("web01.xml", "<feature policy='require' name='|pcid'/>");
      for (let key = 0; key < 4; key++) await hand.press("Delete");
      await hand.type("avx512f");
      await hand.page.locator(".codelens-decoration a").filter({ hasText: "Starts on 1 of 2" }).first().click();
      const text = await readPreview(hand, "Fails at step");
      assert.match(text, /libvirt's message: Host CPU does not provide required features: avx512f/);
      await hand.screenshot("report-explain");
      await preview(hand).locator("table").last().hover();
      await hand.screenshot("report-explain-steps");
      await setTheme(hand, "Default Dark Modern");
      await hand.screenshot("report-explain-dark");
      await hand.page.locator(".editor-actions .action-label[aria-label^='Copy Report as Markdown']").first().click();
      await hand.page
        .locator(".statusbar")
        .locator(".statusbar-item")
        .filter({ hasText: "Report copied as Markdown." })
        .first()
        .waitFor({ timeout: limit });
      await hand.screenshot("report-copied");
    },
  },
  {
    name: "reports: levels of the target from the palette",
    file: "web01.xml",
    run: async (hand) => {
      await hand.page.locator(".codelens-decoration").filter({ hasText: "Starts on both hosts of prod" }).waitFor();
      await openCommand(hand, "Libvirt CPU: Show CPU Levels");
      const text = await readPreview(hand, "Intel generations");
      assert.match(text, /missing on node2/);
      await hand.screenshot("report-levels");
      await setTheme(hand, "Default Dark Modern");
      await hand.screenshot("report-levels-dark");
    },
  },
  {
    name: "reports: a host of the view is compared with a pool",
    file: "web01.xml",
    run: async (hand) => {
      await hand.page.locator(".activitybar .action-label[aria-label^='Libvirt CPU']").first().click();
      const row = hand.page.locator(".pane-body .monaco-list-row").filter({ hasText: "node3" }).last();
      await row.waitFor();
      await row.click({ button: "right" });
      await hand.screenshot("report-compare-menu");
      await chooseInMenu(hand, "Compare CPU with Hosts");
      const choices = await rowsUnder(hand, "Compare node3");
      await hand.screenshot("report-compare-pick");
      assert.ok(choices.some((choice) => choice.includes("lab")) && !choices.some((choice) => /^node3/.test(choice)));
      await hand.type("lab");
      await hand.page
        .locator(".quick-input-list .monaco-list-row.focused")
        .filter({ hasText: "lab" })
        .first()
        .waitFor();
      await hand.press("Enter");
      const text = await readPreview(hand, "Different vendor");
      assert.match(text, /Of 3 hosts/);
      await hand.screenshot("report-compare");
      await setTheme(hand, "Default Dark Modern");
      await hand.screenshot("report-compare-dark");
    },
  },
];
