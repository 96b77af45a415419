import type { Locator } from "../../../scripts/vscode/browserDriver.js";
import type { Hand } from "./hand.js";

/** How long a list may take to come, in milliseconds. */
const limit = 45_000;

/** The list that VS Code opens at the top for a choice. */
const list = ".quick-input-widget .quick-input-list .monaco-list-row";

/** Opens the palette and narrows it by typing. */
export async function openPalette(hand: Hand, typed: string): Promise<void> {
  await hand.press("F1");
  await hand.page.locator(".quick-input-widget input.input").first().waitFor({ timeout: limit });
  await hand.type(typed);
}

/**
 * Runs a command of the palette that asks something next; `runCommand` waits for the list to be gone, and here it stays.
 *
 * @param title the command's title with its category, or a part that only it has
 */
export async function openCommand(hand: Hand, title: string): Promise<void> {
  await openPalette(hand, title);
  await hand.page.locator(`${list}.focused`).filter({ hasText: title }).first().waitFor({ timeout: limit });
  await hand.press("Enter");
}

/**
 * Waits for a list with this title.
 *
 * @returns its rows that are in view, each with what is beside it
 */
export async function rowsUnder(hand: Hand, title: string | RegExp): Promise<string[]> {
  await hand.page.locator(".quick-input-title").filter({ hasText: title }).first().waitFor({ timeout: limit });
  await hand.page.locator(list).first().waitFor({ timeout: limit });
  const texts = await hand.page.locator(list).allInnerTexts();
  return texts.map((text) => text.replaceAll(/[\s\u00a0]+/g, " ").trim());
}

/** Waits until the list is gone. */
export async function listClosed(hand: Hand): Promise<void> {
  await hand.page.locator(".quick-input-widget").first().waitFor({ state: "hidden", timeout: limit });
}

/**
 * Waits for a notification in the centre: under automation VS Code pops up none by itself.
 *
 * @param text what it says; others may be there, of progress for instance
 */
export async function notification(hand: Hand, text: RegExp): Promise<Locator> {
  await hand.page.locator('[id="status.notifications"]').click({ timeout: limit });
  // Its tooltip would lie over the buttons.
  await hand.page.mouse.move(0, 0);
  const item = hand.page.locator(".notifications-center .notification-list-item").filter({ hasText: text });
  await item.first().waitFor({ timeout: limit });
  return item;
}

/** Narrows the list by typing until this entry is in focus, and takes it. */
export async function take(hand: Hand, typed: string, text: string | RegExp): Promise<void> {
  await hand.type(typed);
  await hand.page.locator(`${list}.focused`).filter({ hasText: text }).first().waitFor({ timeout: limit });
  await hand.press("Enter");
}

/** The same in a list to tick entries of, where nothing is ticked: ticks one. */
export async function tick(hand: Hand, typed: string, text: string | RegExp): Promise<void> {
  await hand.type(typed);
  await entry(hand, text);
  // Space would be typed: with the list in focus it ticks.
  await hand.press("ArrowDown");
  await hand.page.locator(`${list}.focused`).filter({ hasText: text }).first().waitFor({ timeout: limit });
  await hand.press("Space");
  await hand.page.locator(".quick-input-count").filter({ hasText: "1" }).waitFor({ timeout: limit });
}

/** Waits for an entry of the list. */
export async function entry(hand: Hand, text: string | RegExp): Promise<void> {
  await hand.page.locator(list).filter({ hasText: text }).first().waitFor({ timeout: limit });
}
