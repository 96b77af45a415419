import type { Locator } from "../../../scripts/vscode/browserDriver.js";
import type { Hand } from "./hand.js";
import { entry, openCommand, take } from "./quickPick.js";

/**
 * Opens our walkthrough, with room for its pictures.
 *
 * @param lastStep the title of its last step in the editor's language
 * @returns its steps
 */
export async function openWalkthrough(hand: Hand, lastStep: string): Promise<Locator> {
  const steps = await showSteps(hand, lastStep);
  await hideSideBar(hand);
  await hand.page.frameLocator("iframe.webview.ready").frameLocator("iframe").locator("svg text").first().waitFor();
  return steps;
}

/** Opens our walkthrough beside whatever else there is. */
export async function showSteps(hand: Hand, lastStep: string): Promise<Locator> {
  await openCommand(hand, "Welcome: Open Walkthrough");
  await entry(hand, "Libvirt CPU");
  await take(hand, "Libvirt CPU", "Libvirt CPU");
  const steps = hand.page.locator(".getting-started-step");
  await steps.filter({ hasText: lastStep }).first().waitFor();
  return steps;
}

export async function hideSideBar(hand: Hand): Promise<void> {
  await hand.press("Mod+b");
  await hand.page.locator(".part.sidebar").waitFor({ state: "hidden" });
}
