import assert from "node:assert/strict";
import type { HandTest } from "./runHand.js";

/** One that is installed is listed by its title, one under development by its name. */
const OURS = /Libvirt CPU|libvirt-cpu/;

/** What VS Code itself says of how long the extension takes to activate. */
export const activationByHand: readonly HandTest[] = [
  {
    name: "the editor says how long activation took",
    file: "web01.xml",
    run: async (hand) => {
      await hand.hoverOver("host-model", /host/i);
      await hand.runCommand("Developer: Show Running Extensions");
      const rows = hand.page.locator(".monaco-list-row").filter({ hasText: /Activation: \d+ms/ });
      await rows.filter({ hasText: OURS }).first().waitFor();
      const times = (await rows.allInnerTexts()).map((row) => ({
        isOurs: OURS.test(row),
        took: Number(/Activation: (\d+)ms/.exec(row.replace(/\s+/g, " "))?.[1]),
      }));
      const ours = times.find(({ isOurs }) => isOurs)?.took;
      const others = times.filter(({ isOurs }) => !isOurs).map(({ took }) => took);
      // All activate at once and wait for one another: only beside others does a time say something.
      console.log(
        `        activation: ${ours} ms; the editor's own extensions: ${others.sort((a, b) => a - b).join(", ")}`,
      );
      assert.ok(ours !== undefined && others.length > 0);
    },
  },
];
