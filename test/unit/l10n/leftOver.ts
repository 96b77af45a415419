import { bundlesOf, differencesOf, LANGUAGES } from "../../../scripts/texts.js";

/** Whether every text is translated: who adds one need not know every language, and a release is strict. */
export const isTranslated = LANGUAGES.flatMap(bundlesOf).every((bundle) => differencesOf(bundle).missing.length === 0);

/** Names, XML and what libvirt says stay as they are; three English words in a row are ours, and left over. */
export const LEFT_OVER = /(?:^|[^\w<'"-])(?:[a-z]+ ){2,}[a-z]+(?!['\w-])/;

/** A text without what is quoted in it. */
export function plain(text: string): string {
  return text.replaceAll(/<[^>]*>|'[^']*'|`[^`]*`|"[^"]*"|“[^”]*”|\*\*[^*]*\*\*/g, "x");
}
