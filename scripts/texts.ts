/**
 * What the product says, collected from the sources: the English texts that have to be there in each other language.
 * `npm run l10n` tells which are missing or no longer said.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { BECAUSE } from "../shared/src/engine/startProblem.js";
import type { Levels } from "../shared/src/reports/levels/levelsJson.js";
import { RULES } from "../shared/src/rules/index.js";
import { XML_ERRORS } from "../shared/src/xml/index.js";

const ROOT = path.join(import.meta.dirname, "..");

/** Languages beside English, as VS Code names them. */
export const LANGUAGES: readonly string[] = ["zh-cn"];

/** A file of translations, by English text. */
export interface Bundle {
  readonly file: string;
  /** What has to be in it. */
  readonly texts: ReadonlySet<string>;
}

/** Everything that has to be translated into a language. */
export function bundlesOf(language: string): Bundle[] {
  return [
    { file: `l10n/bundle.l10n.${language}.json`, texts: textsIn(["client/src", ...IN_CLIENT, ...IN_BOTH]) },
    {
      file: `data/l10n/${language}/server.json`,
      texts: new Set([
        ...textsIn(["shared/src", "server/src"], IN_CLIENT),
        ...Object.values(BECAUSE),
        ...Object.values(XML_ERRORS),
      ]),
    },
    { file: `data/l10n/${language}/rules.json`, texts: ruleTexts() },
    { file: `data/l10n/${language}/docs.json`, texts: docTexts() },
    // By their names, not by the English text.
    { file: manifestFile(language), texts: new Set(Object.keys(readJson("package.nls.json") as object)) },
  ];
}

/** How a file of translations differs from what is said. */
export function differencesOf({ file, texts }: Bundle): {
  readonly size: number;
  readonly missing: readonly string[];
  readonly unsaid: readonly string[];
} {
  const translations = readTranslations(file);
  return {
    size: translations.size,
    missing: [...texts].filter((text) => !translations.has(text)),
    unsaid: [...translations.keys()].filter((text) => !texts.has(text)),
  };
}

/** The texts of package.json. */
export function manifestFile(language: string): string {
  return `package.nls.${language}.json`;
}

export function readTranslations(file: string): Map<string, string> {
  return new Map(Object.entries(JSON.parse(readFileSync(path.join(ROOT, file), "utf8")) as Record<string, string>));
}

const LITERAL = String.raw`\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')`;
/** Also of a `t` that is handed in, where the editor is not known. */
const CALL = new RegExp(String.raw`\bt${LITERAL}`, "g");
/** Parts of the core that only the client's pages use. */
const IN_CLIENT: readonly string[] = ["shared/src/reports/matrix/view", "virsh/src"];
/** Parts of the core that server and client say. */
const IN_BOTH: readonly string[] = ["shared/src/config/address"];

function textsIn(folders: readonly string[], without: readonly string[] = []): Set<string> {
  const sources = folders
    .flatMap((folder) =>
      readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) =>
        path.posix.join(folder, name.replaceAll("\\", "/")),
      ),
    )
    .filter((file) => file.endsWith(".ts") && !without.some((folder) => file.startsWith(`${folder}/`)))
    .map((file) => readFileSync(path.join(ROOT, file), "utf8"));
  return new Set(
    sources.flatMap((source) => [...source.matchAll(CALL)].map(([, literal]) => literalValue(literal ?? ""))),
  );
}

/** A string's value: in single quotes where it holds double ones. */
function literalValue(literal: string): string {
  if (literal.startsWith('"')) return JSON.parse(literal) as string;
  return JSON.parse(`"${literal.slice(1, -1).replaceAll('"', '\\"')}"`) as string;
}

/** What rules say, and what their pages explain. */
function ruleTexts(): Set<string> {
  const docs = readJson("data/docs/rules.json") as { rules: Record<string, { explanation: string }> };
  return new Set([
    ...RULES.map(({ message }) => message),
    ...Object.values(docs.rules).map(({ explanation }) => explanation),
  ]);
}

/** The prose of data/docs and data/levels.json: summaries, and what holds in some documents only. */
function docTexts(): Set<string> {
  const files = ["elements.json", ...filesIn("features"), ...filesIn("models")];
  const { ladders } = readJson("data/levels.json") as Levels;
  const notes = ladders.flatMap(({ levels }) => levels.flatMap(({ note }) => note ?? []));
  return new Set([...files.flatMap((file) => proseIn(readJson(`data/docs/${file}`))), ...notes]);
}

function filesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, "data/docs", folder)).map((name) => `${folder}/${name}`);
}

function proseIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(proseIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    typeof child === "string" && (key === "summary" || (key === "text" && child.includes(" "))) && child !== ""
      ? [child]
      : proseIn(child),
  );
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(path.join(ROOT, file), "utf8"));
}
