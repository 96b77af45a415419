import assert from "node:assert/strict";
import { entry, listClosed, notification, openCommand, rowsUnder, take } from "./quickPick.js";
import type { HandTest } from "./runHand.js";

/** From the palette to the inserted block, by keyboard alone. */
export const baselineByHand: readonly HandTest[] = [
  {
    name: "a baseline is chosen, looked at and inserted by keyboard",
    file: "web01.xml",
    shares: true,
    run: async (hand) => {
      await hand.place("web01.xml", "<cpu mode='|host-model'");
      await openCommand(hand, "Insert Baseline CPU");
      await rowsUnder(hand, "Insert Baseline CPU");
      // Hosts that were still loading say in the open list what they are.
      await entry(hand, "Skylake-Server-IBRS");
      const hosts = await rowsUnder(hand, "Insert Baseline CPU");
      await hand.screenshot("baseline-hosts");
      assert.match(hosts.join(" | "), /prod ?2 hosts/);
      assert.ok(
        hosts.some((row) => row.includes("node1") && row.includes("Skylake-Server-IBRS") && row.includes("Intel")),
        `node1 is not told apart: ${hosts.join(" | ")}`,
      );
      await hand.press("Enter");
      const preview = await rowsUnder(hand, /Baseline: .* with \d+ features/);
      await hand.screenshot("baseline-preview");
      assert.match(preview.join(" | "), /Insert this block/);
      assert.match(preview.join(" | "), /node2/);
      await hand.press("ArrowDown");
      await hand.press("Enter");
      await hand.page.locator(".tab").filter({ hasText: "Baseline CPU.xml" }).first().waitFor();
      await hand.screenshot("baseline-block");
      await hand.press("ArrowUp");
      await hand.press("Enter");
      await listClosed(hand);
      await hand.page.locator(".tab.active.dirty").filter({ hasText: "web01.xml" }).first().waitFor();
      assert.equal(await hand.page.locator(".tab").filter({ hasText: "Baseline CPU.xml" }).count(), 0);
      await notification(hand, /Haswell-noTSX-IBRS/);
      await hand.screenshot("baseline-inserted");
      const text = await hand.saved("web01.xml");
      assert.match(text, /<cpu mode='custom'/);
      assert.match(text, />Haswell-noTSX-IBRS<\/model>/);
      assert.match(text, /one socket, so that/);
    },
  },
  {
    name: "host-model is written out by keyboard, and one undo takes it back",
    file: "web01.xml",
    shares: true,
    run: async (hand) => {
      await hand.place("web01.xml", "<cpu mode='|host-model'");
      await openCommand(hand, "Convert host-model to a Custom CPU");
      const hosts = await rowsUnder(hand, "Convert host-model");
      await hand.screenshot("expand-hosts");
      assert.ok(
        hosts.some((row) => row.includes("node2")),
        `no node2 in: ${hosts.join(" | ")}`,
      );
      await hand.type("Haswell");
      await hand.page.locator(".quick-input-list .monaco-list-row.focused").filter({ hasText: "node2" }).waitFor();
      await hand.press("Enter");
      await listClosed(hand);
      await hand.page.locator(".tab.active.dirty").waitFor();
      await notification(hand, /Haswell-noTSX-IBRS/);
      await hand.screenshot("expand-done");
      await hand.press("Escape");
      await hand.press("Mod+z");
      await hand.page.locator(".tab.active.dirty").waitFor({ state: "detached" });
    },
  },
  {
    name: "host-model is written out for a whole pool",
    file: "web01.xml",
    shares: true,
    run: async (hand) => {
      await hand.place("web01.xml", "<cpu mode='|host-model'");
      await openCommand(hand, "Convert host-model to a Custom CPU");
      await rowsUnder(hand, "Convert host-model");
      await hand.screenshot("expand-pools");
      await take(hand, "prod", "2 hosts");
      await listClosed(hand);
      await hand.page.locator(".tab.active.dirty").waitFor();
      await notification(hand, /as on 2 hosts/);
      const text = await hand.saved("web01.xml");
      assert.match(text, />Haswell-noTSX-IBRS<\/model>/);
      assert.match(text, /<feature policy='disable' name='vmx'\/>/);
    },
  },
];
