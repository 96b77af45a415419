import type { Hand } from "./hand.js";

/** After this many milliseconds a menu has taken its click, or has let it pass. */
const TAKEN = 2000;

/**
 * Clicks an entry of the menu that is open. A menu lets clicks pass in its first moments, and nothing tells when they are over:
 * one that is still there is clicked again.
 */
export async function chooseInMenu({ page }: Hand, text: string | RegExp): Promise<void> {
  const entry = page.locator(".monaco-menu .action-item").filter({ hasText: text }).first();
  for (let isOpen = true; isOpen; ) {
    await entry.click();
    isOpen = await entry.waitFor({ state: "hidden", timeout: TAKEN }).then(
      () => false,
      () => true,
    );
  }
}
