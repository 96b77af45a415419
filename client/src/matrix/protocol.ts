import type { Matrix } from "../../../shared/src/messages.js";

export const SAVE_FORMATS = ["svg", "png", "csv", "md"] as const;
/** What a matrix can be saved as, by the file's ending. */
export type SaveFormat = (typeof SAVE_FORMATS)[number];

/** What the panel's page is told. */
export type ToPage =
  | { readonly type: "show"; readonly title: string; readonly matrix: Matrix; readonly texts: MatrixTexts }
  | { readonly type: "problem"; readonly text: string };

/** What the page says. */
export type FromPage =
  | { readonly type: "ready" }
  | { readonly type: "save"; readonly format: SaveFormat; readonly content: string | Uint8Array }
  | { readonly type: "copy"; readonly content: string }
  | { readonly type: "failed"; readonly text: string };

/** The words of the page, in the user's language. */
export interface MatrixTexts {
  readonly features: string;
  readonly models: string;
  readonly tables: string;
  readonly tools: string;
  readonly filterFeatures: string;
  readonly filterModels: string;
  readonly filterHosts: string;
  readonly differencesOnly: string;
  readonly order: string;
  readonly byGroup: string;
  readonly byAge: string;
  readonly inMapOrder: string;
  readonly byName: string;
  /** With `{0}` for a column's name. */
  readonly byColumn: string;
  readonly byDocument: string;
  readonly export: string;
  readonly saveSvg: string;
  readonly savePng: string;
  readonly saveCsv: string;
  readonly saveMarkdown: string;
  readonly copyMarkdown: string;
  readonly legend: string;
  readonly hint: string;
  readonly tooLarge: string;
}

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
