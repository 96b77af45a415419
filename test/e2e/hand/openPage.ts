import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Browser, Locator, Page } from "../../../scripts/vscode/browserDriver.js";
import { editorAddress } from "../../../scripts/vscode/editorAddress.js";
import type { RunningEditor } from "../../../scripts/vscode/startEditor.js";
import { setLanguage } from "../setLanguage.js";
import { createHand, type Hand, stepLimit } from "./hand.js";

/** Where VS Code is. */
export interface Place {
  readonly editor: RunningEditor;
  /** Absolute paths of the extensions under development; none where the extension is installed. */
  readonly extensions: readonly string[];
}

/** What it shows first. */
export interface First {
  /** A file of the workspace; an empty window without one. */
  readonly file?: string;
  /** The editor's display language, where it is not English. */
  readonly language?: string;
}

/** A page of the size that nearly all pictures have. */
export async function newPage(browser: Browser, height = 800): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height } });
  page.setDefaultTimeout(stepLimit);
  return page;
}

/**
 * Opens VS Code in a page, with a file of the workspace in the editor, the cursor in it and the extension active; or an
 * empty window.
 *
 * @param workspace absolute path of the folder
 * @throws when the file does not show
 */
export async function openEditor(page: Page, place: Place, workspace: string, first: First): Promise<Hand> {
  const { editor, extensions } = place;
  if (first.language !== undefined) await page.addInitScript(setLanguage, first.language);
  const shown = first.file === undefined ? {} : { workspace, file: path.join(workspace, first.file) };
  await page.goto(editorAddress(editor, { extensions, ...shown }), { timeout: 60_000 });
  if (first.file === undefined) {
    await page.locator(".statusbar .statusbar-item").first().waitFor({ timeout: 60_000 });
    return createHand(page, workspace, editor.pid);
  }
  await firstLine(page).waitFor({ timeout: 60_000 });
  await firstLine(page).click();
  await targetShown(page);
  return createHand(page, workspace, editor.pid);
}

function firstLine(page: Page): Locator {
  return page.locator(".editor-instance .monaco-editor .view-line").first();
}

/** The status bar has the target: the extension runs, and the sample hosts are read. */
function targetShown(page: Page): Promise<void> {
  return page.locator('[id="libvirt-cpu.libvirt-cpu.libvirt-cpu.target"]').waitFor({ timeout: 60_000 });
}

/**
 * Closes what is open without saving it, and makes the workspace's files again what they were.
 *
 * @param source the folder that the workspace is a copy of
 * @throws when an editor does not close, or the file does not show
 */
export async function startAgain(hand: Hand, source: string, { file }: First): Promise<void> {
  const { page, workspace } = hand;
  await hand.press("Escape");
  await hand.runCommand("View: Close All Editors");
  const asked = page.locator(".monaco-dialog-box .monaco-button").filter({ hasText: "Don't Save" }).first();
  const tab = page.locator(".tabs-container .tab").first();
  const closed = () =>
    tab.waitFor({ state: "detached", timeout: 2000 }).then(
      () => true,
      () => false,
    );
  while (!(await closed())) await asked.click({ timeout: stepLimit });
  await restore(source, workspace);
  if (file === undefined) return;
  await hand.openFile(file);
  await firstLine(page).waitFor();
  // Where it was left, else.
  await hand.goTo(1, 1);
  await targetShown(page);
}

/** Only what differs is written: each file that changes is told to the extension. */
async function restore(source: string, folder: string): Promise<void> {
  const wanted = new Set(await filesOf(source));
  for (const name of await filesOf(folder)) if (!wanted.has(name)) await rm(path.join(folder, name));
  for (const name of wanted) {
    const text = await readFile(path.join(source, name));
    const before = await readFile(path.join(folder, name)).catch(() => undefined);
    if (before?.equals(text) !== true) await writeFile(path.join(folder, name), text);
  }
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}
