/** `npm run data:generate`: everything in the project that is made from something else in it. */

import { generateCliDocs } from "./generateCliDocs.js";
import { writeGenerated } from "./generated.js";
import { generateEngineDocs } from "./generateEngineDocs.js";
import { generateNotices } from "./generateNotices.js";
import { generateRuleDocs } from "./generateRuleDocs.js";
import { generateTypes } from "./generateTypes.js";

/** @returns target path -> generated text */
export async function generateAll(): Promise<Map<string, string>> {
  return new Map([
    ...(await generateTypes()),
    ...(await generateRuleDocs()),
    ...generateCliDocs(),
    ...generateEngineDocs(),
    ...(await generateNotices()),
  ]);
}

if (import.meta.filename === process.argv[1]) writeGenerated(await generateAll());
