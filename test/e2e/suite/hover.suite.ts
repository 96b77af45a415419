import { hoverText } from "./answers.js";
import { checkEqual, checkIncludes } from "./check.js";
import { closeAll, openCpu, openMarked, openSample, positionOf } from "./documents.js";

/** Where the mouse rests in a sample, and what an explanation of it cannot do without. */
const samples: readonly { sample: string; at: string; says: readonly string[] }[] = [
  { sample: "web01.xml", at: "<cpu mode='host-|model'", says: ["host"] },
  { sample: "web01.xml", at: "policy='requ|ire' name='pcid'", says: ["require"] },
  { sample: "web01.xml", at: "name='pc|id'", says: ["pcid", "cpuid"] },
  { sample: "web01.xml", at: "<topo|logy sockets", says: ["8"] },
  { sample: "web01.xml", at: "check='par|tial'", says: ["partial"] },
  { sample: "broken.xml", at: "policy='disable' name='av|x2'", says: ["avx2"] },
];

/** The same inside a `<cpu>` of its own. */
const cpus: readonly { cpu: string; says: readonly string[] }[] = [
  { cpu: "<cpu><model>Hasw|ell-noTSX</model></cpu>", says: ["intel", "x86-64-v3"] },
  { cpu: "<cpu><model>EPYC|-Rome</model></cpu>", says: ["amd"] },
  { cpu: "<cpu><model>Haswell</model><feature policy='require' name='a|es'/></cpu>", says: ["aes", "haswell"] },
  { cpu: "<cpu><model fallback='for|bid'>Haswell</model></cpu>", says: ["forbid"] },
  { cpu: "<cpu match='str|ict'><model>Haswell</model></cpu>", says: ["strict"] },
  { cpu: "<cpu mode='host-passthrough' migratable='o|ff'/>", says: ["migrat"] },
  { cpu: "<cpu mode='host-passthrough'><cache mode='pass|through'/></cpu>", says: ["cache"] },
  {
    cpu: "<cpu mode='host-model'><numa><cell id='0' cpus='0-3' memory='512' unit='MiB' mem|Access='shared'/></numa></cpu>",
    says: ["memory"],
  },
];

describe("hover", () => {
  afterEach(closeAll);

  for (const { sample, at, says } of samples) {
    it(`explains ${at} in ${sample}`, async () => {
      const document = await openSample(sample);
      const text = (await hoverText({ document, position: positionOf(document, at) })).toLowerCase();
      for (const word of says) checkIncludes(text, word);
    });
  }

  for (const { cpu, says } of cpus) {
    it(`explains ${cpu}`, async () => {
      const text = (await hoverText(await openCpu(cpu))).toLowerCase();
      for (const word of says) checkIncludes(text, word);
    });
  }

  it("says of one policy what it does in this mode", async () => {
    const feature = "<feature policy='for|bid' name='vmx'/>";
    const passed = await hoverText(await openCpu(`<cpu mode='host-passthrough'>${feature}</cpu>`));
    const named = await hoverText(
      await openCpu(`<cpu mode='custom' check='partial'><model>Haswell</model>${feature}</cpu>`),
    );
    checkIncludes(passed, "no checking effect");
    checkEqual(named.includes("no checking effect"), false);
  });

  it("says nothing in a document that is not libvirt's", async () => {
    checkEqual(await hoverText(await openMarked("<project><cpu mode='host-|model'/></project>")), "");
  });
});
