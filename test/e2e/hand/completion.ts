import assert from "node:assert/strict";
import type { HandTest } from "./runHand.js";

/** What is offered while typing. */
export const completionByHand: readonly HandTest[] = [
  {
    name: "a policy is chosen from the list",
    file: "web01.xml",
    run: async (hand) => {
      await hand.place("web01.xml", "policy='require|' name='pcid'");
      await hand.press("Control+Backspace");
      const offered = await hand.suggestions("forbid");
      await hand.screenshot("completion-policy");
      for (const policy of ["force", "require", "optional", "disable"]) {
        assert.ok(
          offered.some((entry) => entry.startsWith(policy)),
          `no ${policy} in: ${offered.join(" · ")}`,
        );
      }
      await hand.type("forb");
      await hand.press("Enter");
      assert.match(await hand.saved("web01.xml"), /<feature policy='forbid' name='pcid'\/>/);
    },
  },
];
