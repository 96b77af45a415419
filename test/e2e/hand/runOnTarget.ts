import assert from "node:assert/strict";
import { listClosed, openCommand, rowsUnder } from "./quickPick.js";
import type { HandTest } from "./runHand.js";

const title = "Fix CPU to Run on All Target Hosts";

/** A change for the target that is looked at and not wanted. */
export const runOnTargetByHand: readonly HandTest[] = [
  {
    name: "a change for the target is asked for in the palette, looked at and discarded by keyboard",
    file: "epyc-db.xml",
    shares: true,
    run: async (hand) => {
      await hand.place("epyc-db.xml", "<cpu mode='|custom'");
      await hand.page.locator(".codelens-decoration").filter({ hasText: "on prod" }).first().waitFor();
      for (const discard of [["ArrowDown", "Enter"], ["Escape"]]) {
        await openCommand(hand, title);
        const choices = await rowsUnder(hand, title);
        await hand.page.locator(".monaco-diff-editor").first().waitFor();
        await hand.screenshot("run-on-target-discard");
        assert.ok(
          choices.some((row) => row.includes("Discard")),
          choices.join(" | "),
        );
        for (const key of discard) await hand.press(key);
        await listClosed(hand);
        await hand.page.locator(".monaco-diff-editor").first().waitFor({ state: "detached" });
        assert.equal(await hand.page.locator(".tab.dirty").count(), 0);
      }
      await hand.page.locator(".tab.active").filter({ hasText: "epyc-db.xml" }).waitFor();
    },
  },
];
