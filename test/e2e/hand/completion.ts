import assert from "node:assert/strict";
import type { HandTest } from "./runHand.js";

/** What is offered while typing. */
export const completionByHand: readonly HandTest[] = [
  {
    name: "a policy is chosen from the list",
    file: "web01.xml",
    shares: true,
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
      await hand.chosenSuggestion("forbid");
      await hand.press("Enter");
      assert.match(await hand.saved("web01.xml"), /<feature policy='forbid' name='pcid'\/>/);
    },
  },
  {
    name: "a model with hyphens is completed whole",
    file: "broken.xml",
    shares: true,
    run: async (hand) => {
      await hand.place("broken.xml", ">Hasswell|</model>");
      for (const _letter of "swell") await hand.press("Backspace");
      await hand.type("well-no");
      const offered = await hand.suggestions("Haswell-noTSX");
      await hand.screenshot("completion-model");
      // Not Emmet's entry, which would make an element of the word.
      assert.match(offered[0] ?? "", /^Haswell-noTSX/);
      assert.ok(
        offered.every((entry) => !entry.startsWith("EPYC")),
        `what was typed is not looked at: ${offered.join(" · ")}`,
      );
      await hand.type("TSX-I");
      await hand.chosenSuggestion("Haswell-noTSX-IBRS");
      await hand.press("Enter");
      assert.match(await hand.saved("broken.xml"), />Haswell-noTSX-IBRS<\/model>/);
    },
  },
  {
    name: "an element is completed without its bracket",
    file: "web01.xml",
    shares: true,
    run: async (hand) => {
      await hand.place("web01.xml", "<cpu mode='host-model' check='partial'>|");
      await hand.press("Enter");
      await hand.type("cach");
      const [first] = await hand.suggestions("cache");
      await hand.screenshot("completion-element");
      assert.match(first ?? "", /^cache/);
      await hand.press("Enter");
      assert.match(await hand.saved("web01.xml"), /\n {2}<cache mode=/);
    },
  },
];
