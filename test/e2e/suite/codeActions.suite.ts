import { applyAction, diagnosticsOf, quickFixes } from "./answers.js";
import { checkEqual, checkIncludes } from "./check.js";
import { closeAll, openSample, rangeOf } from "./documents.js";

/** A mistake of broken.xml, the fix by a word of its title, and what stands there afterwards. */
const table: readonly { mistake: string; title: RegExp; after: string }[] = [
  { mistake: "sse4_1", title: /sse4\.1/, after: "<feature policy='require' name='sse4.1'/>" },
  { mistake: "'enable'", title: /require/, after: "<feature policy='require' name='aes'/>" },
  { mistake: "Hasswell", title: /Haswell/, after: ">Haswell" },
];

describe("quick fixes", () => {
  afterEach(closeAll);

  for (const { mistake, title, after } of table) {
    it(`turns ${mistake} into ${after}`, async () => {
      const document = await openSample("broken.xml");
      const range = rangeOf(document, mistake);
      await diagnosticsOf(document, (all) => all.some((one) => one.range.intersection(range) !== undefined));
      const text = await applyAction(document, await quickFixes(document, range), title);
      checkIncludes(text, after);
      checkEqual(text.includes(mistake), false);
    });
  }
});
