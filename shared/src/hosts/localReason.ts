import * as l10n from "@vscode/l10n";
import { BECAUSE } from "../engine/because.js";

const PATTERNS = Object.values(BECAUSE).map((sentence) => {
  const literal = sentence.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/\{\d\}/g, "(.+?)");
  return { sentence, pattern: new RegExp(`^${literal}$`) };
});

/** What the engine says of a start, which speaks English, in the user's language; anything else as it is. */
export function localReason(because: string): string {
  for (const { sentence, pattern } of PATTERNS) {
    const found = pattern.exec(because);
    if (found !== null) return l10n.t(sentence, ...found.slice(1));
  }
  return because;
}
