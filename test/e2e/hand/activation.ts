import assert from "node:assert/strict";
import type { HandTest } from "./runHand.js";

/** What VS Code itself says of how long the extension takes to activate. */
export const activationByHand: readonly HandTest[] = [
  {
    name: "the editor says how long activation took",
    file: "web01.xml",
    run: async (hand) => {
      await hand.hoverOver("host-model", /host/i);
      await hand.runCommand("Developer: Show Running Extensions");
      const row = hand.page.locator(".monaco-list-row").filter({ hasText: /libvirt-cpu.*Activation/s });
      await row.first().waitFor();
      const text = (await row.allInnerTexts()).join(" ");
      const [, took] = /(\d+)ms/.exec(text) ?? [];
      console.log(`        activation: ${took} ms`);
      assert.ok(took !== undefined, `no time in: ${text}`);
    },
  },
];
