import assert from "node:assert/strict";
import type { Hand } from "./hand.js";
import { openWalkthrough, showSteps } from "./openWalkthrough.js";
import { entry, rowsUnder } from "./quickPick.js";
import type { HandTest } from "./runHand.js";
import { setTheme } from "./setTheme.js";

const lens = ".codelens-decoration";

/** From the walkthrough's first step to the matrix of the sample hosts. */
async function firstMinutes(hand: Hand, window: string): Promise<void> {
  const { page } = hand;
  const steps = await showSteps(hand, "Compare all hosts in the matrix");
  await click(hand, "Open a sample VM", "Open Sample VMs");
  // From an empty window the extension starts only now.
  await page.locator(".tab.active").filter({ hasText: "broken.xml" }).first().waitFor({ timeout: 60_000 });
  await page.locator(".squiggly-error").first().waitFor();
  assert.equal(await steps.first().isVisible(), true, "the walkthrough is gone");
  await hand.screenshot(`first-minutes-${window}-samples`);
  await page.locator(".tab").filter({ hasText: "web01.xml" }).last().click();
  await page.locator(lens).filter({ hasText: "prod" }).first().waitFor();
  await click(hand, "Convert host-model", "Convert host-model…");
  await rowsUnder(hand, "Convert host-model");
  await entry(hand, "node2");
  await hand.press("Escape");
  await click(hand, "Compare all hosts in the matrix", "Show Compatibility Matrix");
  await page.locator(".tab").filter({ hasText: "Compatibility of prod" }).first().waitFor();
  await hand.screenshot(`first-minutes-${window}-matrix`);
}

/** Opens a step of the walkthrough and presses its button. */
async function click({ page }: Hand, step: string, button: string): Promise<void> {
  // A click closes the one that is open.
  const isOpen = (await page.locator(".getting-started-step.expanded").filter({ hasText: step }).count()) > 0;
  if (!isOpen) await page.locator(".getting-started-step").filter({ hasText: step }).first().click();
  await page.locator(".getting-started-step.expanded .monaco-button").filter({ hasText: button }).first().click();
}

/** The first day. */
export const welcomeByHand: readonly HandTest[] = [
  {
    name: "the walkthrough shows five steps, each with what does it",
    file: "web01.xml",
    run: async (hand) => {
      const steps = await openWalkthrough(hand, "Compare all hosts in the matrix");
      assert.equal(await steps.count(), 5);
      await hand.screenshot("walkthrough");
      for (const theme of ["Default Dark Modern", "Default High Contrast"] as const) {
        await setTheme(hand, theme);
        await hand.screenshot(`walkthrough-${theme.toLowerCase().replaceAll(" ", "-")}`);
      }
    },
  },
  {
    name: "from an empty window the samples open beside the walkthrough, and its steps go on with them",
    run: (hand) => firstMinutes(hand, "empty"),
  },
  {
    name: "with a folder open the samples open in the same window, beside the walkthrough",
    file: "web01.xml",
    run: (hand) => firstMinutes(hand, "folder"),
  },
];
