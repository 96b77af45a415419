/**
 * `npm run l10n`: which texts each language lacks, and which it has for nothing. They are warnings, as who changes a text
 * need not know every language; `--strict`, which a release runs, exits 1 where there are some.
 */
import { bundlesOf, differencesOf, LANGUAGES } from "./texts.js";

for (const bundle of LANGUAGES.flatMap(bundlesOf)) {
  const { size, missing, unsaid } = differencesOf(bundle);
  console.log(`${bundle.file}: ${size} texts, ${missing.length} missing, ${unsaid.length} no longer said`);
  for (const text of missing) console.log(`  + ${JSON.stringify(text)}`);
  for (const text of unsaid) console.log(`  - ${JSON.stringify(text)}`);
  if (missing.length + unsaid.length === 0) continue;
  if (process.argv.includes("--strict")) process.exitCode = 1;
  else if (process.env.GITHUB_ACTIONS === "true") {
    console.log(`::warning file=${bundle.file}::${missing.length} texts are missing, ${unsaid.length} no longer said`);
  }
}
