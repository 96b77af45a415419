import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { FrameLocator } from "../../../scripts/vscode/browserDriver.js";
import type { Hand } from "./hand.js";
import type { HandTest } from "./runHand.js";

/** The page of the matrix, which is in a frame within a frame. */
function matrixPage({ page }: Hand): FrameLocator {
  return page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
}

/** Opens the matrix beside the active document. */
async function openMatrix(hand: Hand): Promise<FrameLocator> {
  await hand.runCommand("Libvirt CPU: Show Compatibility Matrix");
  const matrix = matrixPage(hand);
  await matrix.locator(".row .cell.name").first().waitFor();
  return matrix;
}

/** Waits until the cell that has the focus says this. */
async function focusSays(matrix: FrameLocator, words: string): Promise<void> {
  await matrix.locator(`.cell:focus[aria-label*="${words}"]`).waitFor();
}

/** Chooses what to export, and takes the path that the save dialog offers. */
async function save(hand: Hand, matrix: FrameLocator, entry: string, ending: string): Promise<Buffer> {
  const name = `Compatibility-of-prod.${ending}`;
  await matrix.locator(".menu-button").click();
  await matrix.locator('[role="menuitem"]').filter({ hasText: entry }).click();
  await hand.page.waitForFunction(isOffered, name);
  await hand.press("Enter");
  await hand.page.locator(".quick-input-widget").first().waitFor({ state: "hidden" });
  await hand.page.locator(".statusbar-item").filter({ hasText: name }).waitFor();
  return readFile(path.join(hand.workspace, name));
}

/** Does the save dialog offer a file of this name? Runs in the editor's page. */
function isOffered(name: string): boolean {
  const input = document.querySelector<HTMLInputElement>(".quick-input-widget input.input");
  return input?.value.endsWith(`/${name}`) ?? false;
}

const NARROW = "<cpu mode='host-model' check='partial'>";

export const matrixByHand: readonly HandTest[] = [
  {
    name: "the matrix says what differs, by filter, sort and keyboard",
    file: "web01.xml",
    run: async (hand) => {
      await hand.place("web01.xml", `${NARROW}|`);
      const matrix = await openMatrix(hand);
      const [summary = ""] = await matrix.locator(".summary").allInnerTexts();
      assert.match(summary, /\d+ of \d+ features differ between 2 hosts · .* · web01 starts on 2 of 2 hosts/);
      await hand.screenshot("matrix");
      await matrix.locator("input.filter").click();
      await hand.type("avx512f");
      await matrix.locator(".count").filter({ hasText: "Showing 1 feature" }).waitFor();
      await hand.press("Escape");
      await hand.press("Control+End");
      await focusSays(matrix, "avx512f: missing on node2");
      await hand.press("ArrowLeft");
      await focusSays(matrix, "avx512f: available to VMs on node1");
      await hand.press("Home");
      await focusSays(matrix, "avx512f");
      await hand.press("Control+Home");
      await focusSays(matrix, "Features");
      await hand.press("Enter");
      await matrix.locator('[aria-sort="ascending"]').filter({ hasText: "Features" }).waitFor();
      await hand.screenshot("matrix-filtered");
    },
  },
  {
    name: "the matrix follows what is typed in the document, and the theme",
    file: "web01.xml",
    run: async (hand) => {
      const matrix = await openMatrix(hand);
      await hand.page.locator(".tab").filter({ hasText: "web01.xml" }).first().click();
      await hand.place("web01.xml", `<feature policy='require' name='pcid'/>|`);
      await hand.type("<feature policy='require' name='avx512f'/>");
      await matrix.locator('.conflict[aria-label*="avx512f: missing on node2; the VM requires it"]').waitFor();
      await matrix.locator(".summary").filter({ hasText: "web01 starts on 1 of 2 hosts" }).waitFor();
      await hand.screenshot("matrix-typed");
      const settings = path.join(hand.workspace, ".vscode", "settings.json");
      await mkdir(path.dirname(settings), { recursive: true });
      for (const [theme, kind] of [
        ["Default Dark Modern", "vscode-dark"],
        ["Default High Contrast", "vscode-high-contrast"],
        ["Default High Contrast Light", "vscode-high-contrast-light"],
        ["Default Light Modern", "vscode-light"],
      ] as const) {
        await writeFile(settings, JSON.stringify({ "workbench.colorTheme": theme }));
        await matrix.locator(`body.${kind}`).waitFor();
        await hand.screenshot(`matrix-${kind}`);
      }
    },
  },
  {
    name: "the matrix of models names blockers, and keeps its view while it is hidden",
    file: "web01.xml",
    run: async (hand) => {
      const matrix = await openMatrix(hand);
      await hand.runCommand("View: Join All Editor Groups");
      await matrix.locator(".tab").filter({ hasText: "Models" }).click();
      await matrix.locator("input.filter").click();
      await hand.type("Skylake-Server");
      await hand.press("Escape");
      await hand.press("Control+End");
      await focusSays(matrix, "not usable on node2; missing: ");
      await hand.screenshot("matrix-models");
      const [shown = ""] = await matrix.locator(".count").allInnerTexts();
      await hand.page.locator(".tab").filter({ hasText: "web01.xml" }).first().click();
      await hand.page.locator("iframe.webview.ready").first().waitFor({ state: "hidden" });
      await hand.page.locator(".tab").filter({ hasText: "Compatibility of prod" }).first().click();
      await matrix.locator('.tab[aria-pressed="true"]').filter({ hasText: "Models" }).waitFor();
      await matrix.locator(".count").filter({ hasText: shown }).waitFor();
    },
  },
  {
    name: "the matrix is saved as SVG, PNG, CSV and Markdown",
    file: "web01.xml",
    run: async (hand) => {
      const matrix = await openMatrix(hand);
      await matrix.locator("input.filter").click();
      await hand.type("avx512");
      const svg = await save(hand, matrix, "SVG", "svg");
      assert.match(svg.toString(), /^<svg .*avx512f/s);
      const png = await save(hand, matrix, "PNG", "png");
      assert.deepEqual([...png.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
      const csv = await save(hand, matrix, "CSV", "csv");
      assert.match(csv.toString(), /^feature,group,web01,node1,node2\r\navx512f,vector,,available to VMs,missing\r\n/);
      assert.doesNotMatch(csv.toString(), /sse2/);
      const markdown = await save(hand, matrix, "Save as Markdown", "md");
      assert.match(markdown.toString(), /\| avx512f \| {2}\| ● \| ○ \|/);
    },
  },
];
