import { completions, labelOf } from "./answers.js";
import { checkEqual, checkHasAll } from "./check.js";
import { closeAll, openCpu, openMarked, openSample, replaceMarked } from "./documents.js";

/** What stands in `<cpu>`, and what must be among the entries. */
const table: readonly { title: string; cpu: string; offers: readonly string[] }[] = [
  {
    title: "modes",
    cpu: "<cpu mode='|'/>",
    offers: ["custom", "host-model", "host-passthrough", "maximum"],
  },
  {
    title: "policies",
    cpu: "<cpu mode='host-model'><feature policy='|' name='vmx'/></cpu>",
    offers: ["force", "require", "optional", "disable", "forbid"],
  },
  {
    title: "models",
    cpu: "<cpu mode='custom'><model fallback='allow'>|</model></cpu>",
    offers: ["Haswell-noTSX-IBRS", "EPYC-Rome"],
  },
  {
    title: "features",
    cpu: "<cpu mode='host-model'><feature policy='require' name='|'/></cpu>",
    offers: ["avx2", "aes", "sse4.1"],
  },
  {
    title: "features in an element that is still being typed",
    cpu: "<cpu mode='host-model'>\n    <feature policy='require' name='|\n  </cpu>",
    offers: ["avx2"],
  },
];

describe("completion", () => {
  afterEach(closeAll);

  for (const { title, cpu, offers } of table) {
    it(`offers ${title}`, async () => {
      const items = await completions(await openCpu(cpu));
      checkHasAll(items.map(labelOf), offers);
    });
  }

  it("offers policies in a file of the workspace after an edit", async () => {
    const document = await openSample("web01.xml");
    const place = await replaceMarked(document, "policy='disable' name='vmx'", "policy='|' name='vmx'");
    checkHasAll((await completions(place)).map(labelOf), ["forbid"]);
  });

  it("adds nothing of its own to a document that is not libvirt's", async () => {
    const items = await completions(await openMarked("<project><cpu mode='|'/></project>"));
    checkEqual(items.map(labelOf).includes("host-passthrough"), false);
  });
});
