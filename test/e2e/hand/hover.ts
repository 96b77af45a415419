import assert from "node:assert/strict";
import type { HandTest } from "./runHand.js";

/** What pops up under the mouse. */
export const hoverByHand: readonly HandTest[] = [
  {
    name: "the mouse over a mode explains it",
    file: "web01.xml",
    run: async (hand) => {
      await hand.place("web01.xml", "<cpu mode='|host-model'");
      const text = await hand.hoverOver("host-model");
      await hand.screenshot("hover-mode");
      assert.match(text, /host/i);
    },
  },
  {
    name: "the mouse over a feature explains it",
    file: "web01.xml",
    run: async (hand) => {
      await hand.place("web01.xml", "name='|pcid'");
      const text = await hand.hoverOver("pcid");
      await hand.screenshot("hover-feature");
      assert.match(text, /pcid/i);
    },
  },
  {
    name: "the mouse over a policy says what it does in this mode",
    file: "web01.xml",
    run: async (hand) => {
      await hand.place("web01.xml", "<cpu mode='host-model|' check");
      await hand.press("Control+Backspace");
      await hand.press("Control+Backspace");
      await hand.press("Control+Backspace");
      await hand.type("host-passthrough");
      await hand.press("Escape");
      const text = await hand.hoverOver("disable");
      await hand.screenshot("hover-policy");
      assert.match(text, /only this feature is turned off/);
    },
  },
];
