import type { Page } from "../../../scripts/vscode/browserDriver.js";

/**
 * Finds a text among the lines that the editor shows.
 *
 * @param token the text, within one line
 * @param limit how long to wait for it, in milliseconds
 * @returns the middle of its first occurrence, in the page's pixels
 * @throws when no line in view holds it
 */
export async function tokenCentre(page: Page, token: string, limit: number): Promise<{ x: number; y: number }> {
  await page.waitForFunction(hasToken, token, { timeout: limit });
  const centre = await page.evaluate(measureToken, token);
  if (centre === null) throw new Error(`no line in view holds ${token}`);
  return centre;
}

// The two functions below run in the page: they can use nothing from outside themselves.

function hasToken(token: string): boolean {
  const lines = [...document.querySelectorAll(".editor-instance .view-line")];
  return lines.some((line) => (line.textContent ?? "").replaceAll("\u00a0", " ").includes(token));
}

function measureToken(token: string): { x: number; y: number } | null {
  for (const line of document.querySelectorAll(".editor-instance .view-line")) {
    const start = (line.textContent ?? "").replaceAll("\u00a0", " ").indexOf(token);
    if (start < 0) continue;
    const middle = start + Math.floor(token.length / 2);
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let passed = 0;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const length = node.textContent?.length ?? 0;
      if (passed + length > middle) {
        const range = document.createRange();
        range.setStart(node, middle - passed);
        range.setEnd(node, middle - passed + 1);
        const box = range.getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }
      passed += length;
    }
  }
  return null;
}
