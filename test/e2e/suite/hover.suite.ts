import { hoverText } from "./answers.js";
import { checkEqual, checkIncludes } from "./check.js";
import { closeAll, openMarked, openSample, positionOf } from "./documents.js";

/** Where the mouse rests, and a word that an explanation of it cannot do without. */
const table: readonly { sample: string; at: string; says: string }[] = [
  { sample: "web01.xml", at: "<cpu mode='host-|model'", says: "host" },
  { sample: "web01.xml", at: "policy='requ|ire' name='pcid'", says: "require" },
  { sample: "web01.xml", at: "name='pc|id'", says: "pcid" },
  { sample: "broken.xml", at: "policy='disable' name='av|x2'", says: "avx2" },
];

describe("hover", () => {
  afterEach(closeAll);

  for (const { sample, at, says } of table) {
    it(`explains ${at} in ${sample}`, async () => {
      const document = await openSample(sample);
      checkIncludes((await hoverText({ document, position: positionOf(document, at) })).toLowerCase(), says);
    });
  }

  it("says nothing in a document that is not libvirt's", async () => {
    checkEqual(await hoverText(await openMarked("<project><cpu mode='host-|model'/></project>")), "");
  });
});
