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
];
