import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Locator, Page } from "../../../scripts/vscode/browserDriver.js";
import { outputFolder } from "../../../scripts/vscode/paths.js";
import { tokenCentre } from "./tokenCentre.js";

/** How long the editor may take for one step, in milliseconds; only a broken one comes near. */
export const stepLimit = 45_000;

/** The command key of the browser's platform. */
const command = process.platform === "darwin" ? "Meta" : "Control";

/** What a person at the keyboard and the mouse can do and see; every step waits until it has had its effect. */
export interface Hand {
  readonly page: Page;
  /** The copy of the samples that this test may change. */
  readonly workspace: string;
  /** The process whose descendants are the extension hosts and what they start. */
  readonly editorPid: number;
  openFile(name: string): Promise<void>;
  /** Puts the cursor where `|` is in a text that the active file on disk holds once. */
  place(file: string, marked: string): Promise<void>;
  goTo(line: number, column: number): Promise<void>;
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  /** Asks for completions until the list has an entry that begins so; reads each entry with what is beside it. */
  suggestions(expected: string): Promise<string[]>;
  /** Waits until the list has this entry chosen, so that Enter takes it. */
  chosenSuggestion(text: string): Promise<void>;
  /** Rests the mouse on a token that is in view until what pops up holds the text. */
  hoverOver(token: string, text: RegExp): Promise<void>;
  /** Opens the quick-fix menu at the cursor, until it has an entry with this text, and reads its entries. */
  quickFixMenu(expected: string): Promise<string[]>;
  /** Clicks the menu's entry with this text. */
  chooseFix(title: string | RegExp): Promise<void>;
  /** Runs a command of the palette by its title. */
  runCommand(title: string): Promise<void>;
  /** Saves and reads the file from disk. */
  saved(file: string): Promise<string>;
  /** Keeps what the page shows as out/e2e/<name>.png. */
  screenshot(name: string): Promise<void>;
}

/**
 * @param page a page that shows VS Code
 * @param workspace the folder that is open in it
 * @param editorPid the process of VS Code's server
 */
export function createHand(page: Page, workspace: string, editorPid: number): Hand {
  const press = (key: string): Promise<void> => page.keyboard.press(key.replace("Mod", command));
  const type = (text: string): Promise<void> => page.keyboard.type(text, { delay: 5 });
  const goTo = async (line: number, column: number): Promise<void> => {
    await press("Control+g");
    await answerQuickInput(page, `:${line}:${column}`);
    // The keys go to the editor only when it has the focus again.
    await page.locator(".editor-instance .monaco-editor.focused").first().waitFor({ timeout: stepLimit });
    // A column behind the line's end is its end.
    const shown = new RegExp(`^\\D*${line}\\D`);
    await page.locator('[id="status.editor.selection"]').filter({ hasText: shown }).waitFor({ timeout: stepLimit });
  };
  return {
    page,
    workspace,
    editorPid,
    press,
    type,
    goTo,
    openFile: async (name) => {
      await press("Mod+p");
      await answerQuickInput(page, name, path.basename(name));
      await page.locator(`.tab.active[data-resource-name="${path.basename(name)}"]`).waitFor({ timeout: stepLimit });
    },
    place: async (file, marked) => {
      const { line, column } = placeOf(await readFile(path.join(workspace, file), "utf8"), marked);
      await goTo(line, column);
    },
    suggestions: (expected) => suggestions(page, expected),
    chosenSuggestion: async (text) => {
      const chosen = page.locator(".suggest-widget.visible .monaco-list-row.focused");
      await chosen.filter({ hasText: text }).waitFor({ timeout: stepLimit });
    },
    hoverOver: (token, text) => hoverOver(page, token, text),
    quickFixMenu: (expected) => quickFixMenu(page, expected),
    chooseFix: async (title) => {
      const row = page.locator(".action-widget .monaco-list-row.action").filter({ hasText: title }).first();
      await row.click({ timeout: stepLimit });
      await row.waitFor({ state: "hidden", timeout: stepLimit });
    },
    runCommand: async (title) => {
      await press("F1");
      await answerQuickInput(page, `>${title}`, title);
    },
    saved: async (file) => {
      await press("Mod+s");
      await page.locator(".tab.active.dirty").waitFor({ state: "detached", timeout: stepLimit });
      return readFile(path.join(workspace, file), "utf8");
    },
    screenshot: async (name) => {
      await page.screenshot({ path: path.join(outputFolder, `${name}.png`) });
    },
  };
}

/** Types into VS Code's quick input and takes the first entry, once that is what the text asks for. */
async function answerQuickInput(page: Page, text: string, expected = ""): Promise<void> {
  const input = page.locator(".quick-input-widget input.input").first();
  await input.waitFor({ timeout: stepLimit });
  await page.keyboard.press(`${command}+a`);
  await page.keyboard.type(text);
  const first = page.locator(".quick-input-list .monaco-list-row.focused").filter({ hasText: expected }).first();
  await first.waitFor({ timeout: stepLimit });
  await page.keyboard.press("Enter");
  await input.waitFor({ state: "hidden", timeout: stepLimit });
}

/** Asked before the extension has started, VS Code has nothing to offer: then it is asked again. */
async function suggestions(page: Page, expected: string): Promise<string[]> {
  const rows = page.locator(".suggest-widget.visible .monaco-list-row");
  const end = Date.now() + stepLimit;
  let seen: string[] = [];
  while (Date.now() < end) {
    await page.keyboard.press("Control+Space");
    seen = (await appears(rows.first())) ? await rowTexts(rows) : [];
    if (seen.some((text) => text.startsWith(expected))) return seen;
    await page.keyboard.press("Escape");
  }
  throw new Error(`no entry ${expected} is offered; there are: ${seen.join(" · ")}`);
}

/**
 * News of the server, such as a host that is read by now, closes a menu that is about to open, and before the problems are
 * there it has other entries: then it is asked again.
 */
async function quickFixMenu(page: Page, expected: string): Promise<string[]> {
  const rows = page.locator(".action-widget .monaco-list-row.action");
  const end = Date.now() + stepLimit;
  let seen: string[] = [];
  while (Date.now() < end) {
    await page.keyboard.press(`${command}+.`);
    seen = (await appears(rows.first())) ? await rowTexts(rows) : [];
    if (seen.some((text) => text.includes(expected))) return seen;
    await page.keyboard.press("Escape");
  }
  throw new Error(`no entry ${expected} is offered; there are: ${seen.join(" · ")}`);
}

async function rowTexts(rows: Locator): Promise<string[]> {
  await rows.first().waitFor({ timeout: stepLimit });
  return (await rows.allInnerTexts()).map((text) => text.replaceAll(/[\s\u00a0]+/g, " ").trim());
}

/**
 * The first hover may come before the extension has started, or before what was typed has reached the server, and an
 * open list of suggestions may lie over the token: the mouse comes again.
 */
async function hoverOver(page: Page, token: string, text: RegExp): Promise<void> {
  const hover = page.locator(
    ".monaco-resizable-hover:not(.hidden) .monaco-hover-content, .monaco-hover:not(.hidden) .monaco-hover-content",
  );
  const end = Date.now() + stepLimit;
  let seen = "nothing";
  while (Date.now() < end) {
    const centre = await tokenCentre(page, token, stepLimit);
    await page.mouse.move(centre.x + 300, centre.y + 200);
    await page.mouse.move(centre.x, centre.y, { steps: 5 });
    const shown = hover.filter({ hasText: text }).first();
    if (await appears(shown)) return;
    seen = (await hover.allInnerTexts()).join("\n") || seen;
    await page.keyboard.press("Escape");
  }
  throw new Error(`no ${text} pops up over ${token}, but ${seen}`);
}

function appears(shown: Locator): Promise<boolean> {
  return shown.waitFor({ timeout: 2000 }).then(
    () => true,
    () => false,
  );
}

function placeOf(text: string, marked: string): { line: number; column: number } {
  const mark = marked.indexOf("|");
  const plain = marked.replace("|", "");
  const start = text.indexOf(plain);
  if (mark < 0 || start < 0 || text.indexOf(plain, start + 1) >= 0) {
    throw new Error(`not a marked text that stands once in the file: ${marked}`);
  }
  const before = text.slice(0, start + mark).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
