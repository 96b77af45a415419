import type { HandTest } from "./runHand.js";

/** What pops up under the mouse. */
export const hoverByHand: readonly HandTest[] = [
  {
    name: "the mouse over a mode explains it",
    file: "web01.xml",
    shares: true,
    run: async (hand) => {
      await hand.place("web01.xml", "<cpu mode='|host-model'");
      await hand.hoverOver("host-model", /host/i);
      await hand.screenshot("hover-mode");
    },
  },
  {
    name: "the mouse over a feature explains it",
    file: "web01.xml",
    shares: true,
    run: async (hand) => {
      await hand.place("web01.xml", "name='|pcid'");
      await hand.hoverOver("pcid", /pcid/i);
      await hand.screenshot("hover-feature");
    },
  },
  {
    name: "the mouse over a policy says what it does in this mode",
    file: "web01.xml",
    shares: true,
    run: async (hand) => {
      await hand.place("web01.xml", "<cpu mode='host-model|' check");
      await hand.press("Control+Backspace");
      await hand.press("Control+Backspace");
      await hand.press("Control+Backspace");
      await hand.type("host-passthrough");
      await hand.press("Escape");
      await hand.hoverOver("disable", /only this feature is turned off/);
      await hand.screenshot("hover-policy");
    },
  },
];
