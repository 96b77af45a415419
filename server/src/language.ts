import * as l10n from "@vscode/l10n";
import type { ReadData } from "../../shared/src/catalogue/index.js";

/** Of each language beside English: what its texts are of. */
const PARTS = ["server", "rules", "docs"];

/**
 * Makes the server speak the client's language, where there are texts in it: else English. A server has one client.
 *
 * @param locale as the client names it: `zh-cn`, `zh_CN.UTF-8`; undefined where it does not
 */
export async function useLanguage(locale: string | undefined, readData: ReadData): Promise<void> {
  const language = languageOf(locale ?? "en");
  const parts = language === undefined ? [] : PARTS.map((part) => readData(`l10n/${language}/${part}.json`));
  const texts = (await Promise.all(parts)).map((text) => JSON.parse(text) as Record<string, string>);
  l10n.config({ contents: Object.assign({}, ...texts) as Record<string, string> });
}

/** Traditional characters are another script, which we do not have. */
function languageOf(locale: string): string | undefined {
  return /^zh(?:$|[-_](?!tw|hk|mo|hant))/i.test(locale) ? "zh-cn" : undefined;
}
