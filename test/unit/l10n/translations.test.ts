import { readFileSync } from "node:fs";
import * as l10n from "@vscode/l10n";
import { afterEach, describe, expect, it } from "vitest";
import { bundlesOf, LANGUAGES, manifestFile, readTranslations } from "../../../scripts/texts.js";
import { useLanguage } from "../../../server/src/server.js";

const ROOT = new URL("../../../", import.meta.url);
const readData = async (path: string) => readFileSync(new URL(`data/${path}`, ROOT), "utf8");
afterEach(() => l10n.config({ contents: {} }));

/** What a translation keeps as it is: code, placeholders, elements and attributes with values. */
const kept = (text: string) => [...text.matchAll(/`[^`]*`|\{\w+\}|<\/?[\w-]+[^>]*>|\w+='[^']*'/g)].map(String).sort();

/** A translation has each number; it may have more, as in "2 的幂". */
const numbers = (text: string) => text.match(/\d+(?:[.,]\d+)*/g) ?? [];

const BUNDLES = LANGUAGES.flatMap((language) =>
  bundlesOf(language).filter(({ file }) => file !== manifestFile(language)),
);

describe.each(BUNDLES)("$file", ({ file, texts }) => {
  const translations = readTranslations(file);

  // What is missing or said no more is a warning of `npm run l10n`, and an error of a release.
  it("is one of many texts", () => expect(texts.size).toBeGreaterThan(100));

  it("keeps code, placeholders and numbers", () => {
    const differing = [...translations].filter(
      ([english, text]) =>
        text.trim() === "" ||
        kept(english).join() !== kept(text).join() ||
        // "1 feature" may need no number, and a counted noun no article.
        !numbers(english).every((number) => text.includes(number)),
    );
    expect(differing).toEqual([]);
  });

  it("keeps the space at which texts are put together", () => {
    const differing = [...translations].filter(
      ([english, text]) => english.endsWith(" ") !== text.endsWith(" ") && !/[，。；：、）]$/.test(text),
    );
    expect(differing).toEqual([]);
  });
});

describe("the client's language", () => {
  it.each([
    ["zh-cn", "改为 aes"],
    ["zh-CN", "改为 aes"],
    ["zh_CN.UTF-8", "改为 aes"],
    ["zh", "改为 aes"],
    ["zh-hans", "改为 aes"],
    ["zh-tw", "Change to aes"],
    ["zh-Hant-HK", "Change to aes"],
    ["en", "Change to aes"],
    ["de", "Change to aes"],
    ["zhx", "Change to aes"],
    [undefined, "Change to aes"],
  ])("%s", async (locale, said) => {
    await useLanguage(locale, readData);
    expect(l10n.t("Change to {0}", "aes")).toBe(said);
  });
});
