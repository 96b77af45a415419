import { createRequire } from "node:module";
import path from "node:path";
import { editorPackage } from "./paths.js";

/**
 * The part of playwright-core that we use, in its own names. Declared here because the driver is installed apart from the
 * project's dependencies: type checking must work without it.
 */
export interface Locator {
  first(): Locator;
  last(): Locator;
  nth(index: number): Locator;
  filter(options: { hasText: string | RegExp }): Locator;
  locator(selector: string): Locator;
  count(): Promise<number>;
  allInnerTexts(): Promise<string[]>;
  getAttribute(name: string): Promise<string | null>;
  isVisible(): Promise<boolean>;
  click(options?: { button?: "left" | "right"; timeout?: number }): Promise<void>;
  hover(options?: { timeout?: number }): Promise<void>;
  waitFor(options?: { state?: "visible" | "hidden" | "attached" | "detached"; timeout?: number }): Promise<void>;
  boundingBox(): Promise<{ x: number; y: number; width: number; height: number } | null>;
}

/** A page of the browser. */
export interface Page {
  readonly keyboard: {
    press(key: string, options?: { delay?: number }): Promise<void>;
    type(text: string, options?: { delay?: number }): Promise<void>;
  };
  readonly mouse: {
    move(x: number, y: number, options?: { steps?: number }): Promise<void>;
    click(x: number, y: number): Promise<void>;
  };
  /** Runs before anything of the page does. */
  addInitScript<A>(run: (arg: A) => void, arg: A): Promise<unknown>;
  goto(url: string, options?: { timeout?: number }): Promise<unknown>;
  locator(selector: string): Locator;
  exposeFunction<A extends unknown[]>(name: string, callback: (...args: A) => void): Promise<void>;
  evaluate<R, A>(run: (arg: A) => R, arg: A): Promise<R>;
  waitForFunction<A>(
    run: (arg: A) => unknown,
    arg: A,
    options?: { timeout?: number; polling?: number },
  ): Promise<unknown>;
  screenshot(options: {
    path: string;
    clip?: { x: number; y: number; width: number; height: number };
    timeout?: number;
  }): Promise<unknown>;
  frameLocator(selector: string): { locator(selector: string): Locator; frameLocator(selector: string): FrameLocator };
  on(event: "console", listener: (message: { type(): string; text(): string }) => void): unknown;
  on(event: "pageerror", listener: (error: Error) => void): unknown;
  on(event: "crash", listener: () => void): unknown;
  waitForEvent(event: "popup", options?: { timeout?: number }): Promise<Page>;
  waitForEvent(event: "load"): Promise<unknown>;
  setDefaultTimeout(milliseconds: number): void;
  close(): Promise<void>;
}

/** A frame within a page, by its selector. */
export interface FrameLocator {
  locator(selector: string): Locator;
}

/** A running browser. */
export interface Browser {
  newPage(options: { viewport: { width: number; height: number }; deviceScaleFactor?: number }): Promise<Page>;
  close(): Promise<void>;
}

interface Playwright {
  readonly chromium: {
    launch(options: { executablePath: string; args: readonly string[]; headless: boolean }): Promise<Browser>;
  };
}

/** Chromium must stay quiet and off the network: the only site is on 127.0.0.1. */
const quietFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  // A command that opens a window is no click to the browser.
  "--disable-popup-blocking",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts Chromium without a window; playwright ends it with this process.
 *
 * @param executablePath the browser
 * @returns the browser
 * @throws when the driver is not installed (see installEditor) or the browser does not start
 */
export async function openBrowser(executablePath: string): Promise<Browser> {
  const load = createRequire(path.join(editorPackage, "package.json"));
  const playwright: Playwright = load("playwright-core");
  return playwright.chromium.launch({ executablePath, args: quietFlags, headless: true });
}
