import assert from "node:assert/strict";
import type { Hand } from "./hand.js";
import { listClosed, notification, openCommand, rowsUnder, take } from "./quickPick.js";
import type { HandTest } from "./runHand.js";
import { setTheme, THEMES } from "./setTheme.js";

const rows = ".pane-body .monaco-list-row";

/** Adds libvirt's own test driver, which has one VM and needs no daemon; what is saved lasts as long as one virsh. */
async function openVms(hand: Hand): Promise<void> {
  await openCommand(hand, "Libvirt CPU: Add Connection");
  await rowsUnder(hand, "Add Connection");
  await take(hand, "test:///default", "test:///default");
  await listClosed(hand);
  await hand.page.locator(".activitybar .action-label[aria-label^='Libvirt CPU']").first().click();
  await hand.page.locator(rows).filter({ hasText: "test:///default" }).first().click();
  await vmRow(hand).waitFor();
}

function vmRow(hand: Hand) {
  return hand.page
    .locator(rows)
    .filter({ hasText: /^test\s*running/ })
    .first();
}

async function openVm(hand: Hand): Promise<void> {
  await vmRow(hand).click();
  await hand.page.locator('.tab.active[data-resource-name="test.xml"]').waitFor();
  await hand.page.locator(".view-line").filter({ hasText: "<domain type='test'>" }).first().waitFor();
  await hand.page.locator(".view-line").first().click();
}

/** The VMs of a libvirt, in the tree and in the editor. */
export const vmsByHand: readonly HandTest[] = [
  {
    name: "a VM of a libvirt is found in the tree, edited with completion and saved",
    file: "web01.xml",
    run: async (hand) => {
      await openVms(hand);
      await hand.screenshot("vms-view");
      await openVm(hand);
      await hand.screenshot("vms-opened");
      // Behind <vcpu>.
      await hand.goTo(6, 37);
      await hand.press("Enter");
      await hand.type("<cpu mode='");
      await hand.press("Escape");
      await hand.suggestions("host-model");
      await hand.type("host-model");
      await hand.press("Escape");
      await hand.goTo(7, 200);
      await hand.type("/>");
      await hand.screenshot("vms-edited");
      await hand.press("Mod+s");
      await notification(hand, /test is running. The change takes effect after its next start/);
      await hand.page.locator(".tab.active.dirty").waitFor({ state: "detached" });
      await hand.screenshot("vms-saved");
      for (const theme of THEMES) {
        await setTheme(hand, theme);
        await hand.screenshot(`vms-${theme.replaceAll(" ", "-").toLowerCase()}`);
      }
      assert.ok(true);
    },
  },
];
