import { readFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../../../scripts/vscode/paths.js";
import type { Hand } from "./hand.js";
import { hideSideBar, openWalkthrough } from "./openWalkthrough.js";
import { lightBulb } from "./quickFix.js";
import { entry, openCommand, rowsUnder } from "./quickPick.js";
import { openConnection } from "./vms.js";

/** Part of the page, in its pixels. */
export interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the product looks like at one moment, in any language. */
export interface Scene {
  /** The picture's name. */
  readonly name: string;
  /** The sample that is open. */
  readonly file: string;
  /** The page's height, where its usual one would cut what is shown. */
  readonly height?: number;
  /** The part of the page that is in the documentation; not there without it. */
  readonly documented?: Clip;
  /** Brings the editor there; waits until it is there. */
  show(hand: Hand, language: string): Promise<void>;
}

const whole: Clip = { x: 0, y: 0, width: 1280, height: 800 };
const lens = ".codelens-decoration";

/** A text of the manifest in the editor's language. */
function said(key: string, language: string): string {
  const file = language === "en" ? "package.nls.json" : `package.nls.${language}.json`;
  const texts = JSON.parse(readFileSync(path.join(projectRoot, file), "utf8")) as Record<string, string>;
  const text = texts[key];
  if (text === undefined) throw new Error(`${file} has no ${key}`);
  return text.replace(/…$/, "");
}

/** Asks for a feature that one of the two hosts lacks. */
async function askForMore(hand: Hand): Promise<void> {
  await hand.page.locator(lens).filter({ hasText: "prod" }).first().waitFor();
  await hand.place("web01.xml", "<feature policy='require' name='|pcid'/>");
  for (let key = 0; key < 4; key++) await hand.press("Delete");
  await hand.type("avx512f");
  await hand.press("Escape");
  await hand.page.locator(lens).filter({ hasText: "node2" }).first().waitFor();
}

/** In the order in which a person meets them. */
export const SCENES: readonly Scene[] = [
  {
    name: "walkthrough",
    file: "web01.xml",
    show: async (hand, language) => {
      await openWalkthrough(hand, said("walkthrough.matrix.title", language));
    },
  },
  {
    name: "completion",
    file: "broken.xml",
    documented: whole,
    show: async (hand) => {
      await hand.place("broken.xml", ">Hasswell|</model>");
      for (const _letter of "Hasswell") await hand.press("Backspace");
      await hand.type("Sky");
      await hand.suggestions("Skylake-Client");
    },
  },
  {
    name: "hover",
    file: "web01.xml",
    show: async (hand) => {
      await hand.page.locator(lens).filter({ hasText: "prod" }).first().waitFor();
      await hand.place("web01.xml", "<cpu mode='|host-model'");
      await hand.hoverOver("host-model", /host-model/);
    },
  },
  {
    name: "quickfix",
    file: "broken.xml",
    documented: whole,
    show: async (hand) => {
      await hand.place("broken.xml", "name='|sse4_1'");
      await lightBulb(hand);
      await hand.quickFixMenu("sse4.1");
    },
  },
  {
    name: "target",
    file: "web01.xml",
    documented: { x: 352, y: 250, width: 928, height: 330 },
    show: askForMore,
  },
  {
    name: "menu",
    file: "web01.xml",
    show: async (hand, language) => {
      await hand.hoverOver("host-model", /host-model/);
      await hand.page
        .locator(".editor-instance .view-line")
        .filter({ hasText: "host-model" })
        .click({ button: "right" });
      const title = said("command.insertBaseline", language);
      await hand.page.locator(".monaco-menu .action-label").filter({ hasText: title }).first().waitFor();
    },
  },
  {
    name: "baseline",
    file: "web01.xml",
    documented: { x: 0, y: 0, width: 1280, height: 470 },
    show: async (hand, language) => {
      const title = said("command.insertBaseline", language);
      await openCommand(hand, title);
      await rowsUnder(hand, title);
      await hand.press("Enter");
      await entry(hand, "node2");
      await entry(hand, "Skylake-Server-IBRS");
    },
  },
  {
    name: "hosts",
    file: "web01.xml",
    documented: { x: 0, y: 0, width: 760, height: 480 },
    show: async (hand) => {
      await hand.page.locator(".activitybar .action-label[aria-label^='Libvirt CPU']").first().click();
      const row = hand.page.locator(".pane-body .monaco-list-row");
      await row.filter({ hasText: "Skylake-Server" }).first().waitFor();
      await row.filter({ hasText: "EPYC" }).first().waitFor();
    },
  },
  {
    name: "matrix",
    file: "web01.xml",
    height: 850,
    documented: { x: 0, y: 36, width: 1280, height: 810 },
    show: async (hand, language) => {
      await askForMore(hand);
      await hideSideBar(hand);
      await hand.runCommand(`Libvirt CPU: ${said("command.showMatrix", language)}`);
      const matrix = hand.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
      await matrix.locator(".row .cell.name").first().waitFor();
      // In the room of both: half of a document is no picture of it.
      await hand.runCommand("View: Join All Editor Groups");
      // What the VM asks for comes first.
      await matrix.locator(".cell.header.document").click();
      await matrix.locator(".row .cell.conflict").first().waitFor();
    },
  },
  {
    name: "report",
    file: "web01.xml",
    show: async (hand) => {
      await askForMore(hand);
      await hideSideBar(hand);
      await hand.page.locator(`${lens} a`).filter({ hasText: "node2" }).first().click();
      const report = hand.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame").locator("body");
      await report.filter({ hasText: "Host CPU does not provide required features: avx512f" }).waitFor();
    },
  },
  {
    name: "vms",
    file: "web01.xml",
    documented: { x: 0, y: 0, width: 1280, height: 770 },
    show: async (hand, language) => {
      await openConnection(hand, "test:///default", said("command.vms.addConnection", language));
      await hand.page
        .locator(".pane-body .monaco-list-row")
        .filter({ hasText: /^test(?!:)/ })
        .first()
        .click();
      await hand.page.locator('.tab.active[data-resource-name="test.xml"]').waitFor();
      await hand.page.locator(".view-line").filter({ hasText: "<domain type=" }).first().click();
    },
  },
];
