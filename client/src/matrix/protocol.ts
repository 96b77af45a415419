import type { Matrix } from "../../../shared/src/messages.js";

export const SAVE_FORMATS = ["svg", "png", "csv", "md"] as const;
/** What a matrix can be saved as, by the file's ending. */
export type SaveFormat = (typeof SAVE_FORMATS)[number];

/** What the page's English texts are in the user's language: it has no way to look them up itself. */
export type Translations = Readonly<Record<string, string>>;

/** What the panel's page is told. */
export type ToPage =
  | { readonly type: "show"; readonly title: string; readonly matrix: Matrix; readonly translations?: Translations }
  | { readonly type: "problem"; readonly text: string };

/** What the page says. */
export type FromPage =
  | { readonly type: "ready" }
  | { readonly type: "save"; readonly format: SaveFormat; readonly content: string | Uint8Array }
  | { readonly type: "copy"; readonly content: string }
  | { readonly type: "failed"; readonly text: string };

/** Files above this many characters or bytes are none of ours. */
const MAX_CONTENT = 64 * 1024 * 1024;
const MAX_TEXT = 500;

/** What the page said; undefined for anything else: names in it come from files of others. */
export function readFromPage(message: unknown): FromPage | undefined {
  if (typeof message !== "object" || message === null || !("type" in message)) return undefined;
  const content = "content" in message ? message.content : undefined;
  if (message.type === "ready") return { type: "ready" };
  if (message.type === "failed" && "text" in message && typeof message.text === "string") {
    return { type: "failed", text: message.text.slice(0, MAX_TEXT) };
  }
  if (typeof content !== "string" && !(content instanceof Uint8Array)) return undefined;
  if (content.length > MAX_CONTENT) return undefined;
  if (message.type === "copy") return typeof content === "string" ? { type: "copy", content } : undefined;
  if (message.type !== "save" || !("format" in message)) return undefined;
  const format = SAVE_FORMATS.find((each) => each === message.format);
  const fits = (format === "png") === (typeof content !== "string");
  return format === undefined || !fits ? undefined : { type: "save", format, content };
}
