import path from "node:path";
import type { Browser, Page } from "../../../scripts/vscode/browserDriver.js";
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
  /** A file of the workspace. */
  readonly file: string;
  /** The editor's display language, where it is not English. */
  readonly language?: string;
}

/** A page of the size that all pictures have. */
export async function newPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(stepLimit);
  return page;
}

/**
 * Opens VS Code in a page, with a file of the workspace in the editor, the cursor in it and the extension active.
 *
 * @param workspace absolute path of the folder
 * @throws when the file does not show
 */
export async function openEditor(page: Page, place: Place, workspace: string, first: First): Promise<Hand> {
  const { editor, extensions } = place;
  if (first.language !== undefined) await page.addInitScript(setLanguage, first.language);
  const content = { workspace, extensions, file: path.join(workspace, first.file) };
  await page.goto(editorAddress(editor, content), { timeout: 60_000 });
  const line = page.locator(".editor-instance .monaco-editor .view-line").first();
  await line.waitFor({ timeout: 60_000 });
  await line.click();
  // The target's name in the status bar: the extension runs, and the sample hosts are read.
  await page.locator('[id="libvirt-cpu.libvirt-cpu.libvirt-cpu.target"]').waitFor({ timeout: 60_000 });
  return createHand(page, workspace, editor.pid);
}
