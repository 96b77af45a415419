import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Hand, stepLimit } from "./hand.js";

/** VS Code's class for each of its themes. */
const CLASSES = {
  "Default Light Modern": "vs",
  "Default Dark Modern": "vs-dark",
  "Default High Contrast": "hc-black",
  "Default High Contrast Light": "hc-light",
} as const;

export type Theme = keyof typeof CLASSES;
export const THEMES = Object.keys(CLASSES) as Theme[];

/** A theme for this workspace alone: the editor's own settings outlive the test. */
export async function setTheme({ page, workspace }: Hand, theme: Theme): Promise<void> {
  await mkdir(path.join(workspace, ".vscode"), { recursive: true });
  await writeFile(
    path.join(workspace, ".vscode", "settings.json"),
    JSON.stringify({ "workbench.colorTheme": theme }, null, 2),
  );
  await page.locator(`.monaco-workbench.${CLASSES[theme]}`).waitFor({ timeout: stepLimit });
}
