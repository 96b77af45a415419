/** `npm run l10n`: which texts each language lacks, and which it has for nothing. Exits 1 where there are some. */
import { bundlesOf, LANGUAGES, readTranslations } from "./texts.js";

for (const { file, texts } of LANGUAGES.flatMap(bundlesOf)) {
  const translations = readTranslations(file);
  const missing = [...texts].filter((text) => !translations.has(text));
  const unsaid = [...translations.keys()].filter((text) => !texts.has(text));
  console.log(`${file}: ${translations.size} texts, ${missing.length} missing, ${unsaid.length} no longer said`);
  for (const text of missing) console.log(`  + ${JSON.stringify(text)}`);
  for (const text of unsaid) console.log(`  - ${JSON.stringify(text)}`);
  if (missing.length + unsaid.length > 0) process.exitCode = 1;
}
