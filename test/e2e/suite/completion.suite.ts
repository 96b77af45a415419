import { completions, labelOf, offered } from "./answers.js";
import { checkEqual, checkIncludes } from "./check.js";
import { documentationOf } from "./documentation.js";
import { closeAll, openCpu, openMarked, openSample, replaceMarked } from "./documents.js";

/** What is in `<cpu>`, what must be among the entries and what must not. */
const table: readonly { title: string; cpu: string; offers: readonly string[]; not?: readonly string[] }[] = [
  {
    title: "modes",
    cpu: "<cpu mode='|'/>",
    offers: ["custom", "host-model", "host-passthrough", "maximum"],
    not: ["exact", "require"],
  },
  { title: "matches", cpu: "<cpu match='|'/>", offers: ["minimum", "exact", "strict"] },
  { title: "checks", cpu: "<cpu mode='host-model' check='|'/>", offers: ["none", "partial", "full"] },
  { title: "migratable", cpu: "<cpu mode='host-passthrough' migratable='|'/>", offers: ["on", "off"] },
  {
    title: "policies",
    cpu: "<cpu mode='host-model'><feature policy='|' name='vmx'/></cpu>",
    offers: ["force", "require", "optional", "disable", "forbid"],
  },
  {
    title: "models",
    cpu: "<cpu mode='custom'><model fallback='allow'>|</model></cpu>",
    offers: ["Haswell-noTSX-IBRS", "EPYC-Rome", "Opteron_G5", "qemu64"],
    not: ["POWER9", "avx2"],
  },
  {
    title: "models behind a hyphen",
    cpu: "<cpu mode='custom'><model>Haswell-no|</model></cpu>",
    offers: ["Haswell-noTSX", "Haswell-noTSX-IBRS"],
  },
  { title: "fallbacks", cpu: "<cpu><model fallback='|'>Haswell</model></cpu>", offers: ["allow", "forbid"] },
  {
    title: "features",
    cpu: "<cpu mode='host-model'><feature policy='require' name='|'/></cpu>",
    offers: ["avx2", "aes", "sse4.1"],
    not: ["Haswell"],
  },
  {
    title: "features that are not listed yet",
    cpu: "<cpu mode='host-model'><feature policy='require' name='aes'/><feature policy='require' name='|'/></cpu>",
    offers: ["avx2"],
    not: ["aes"],
  },
  {
    title: "features in an element that is still being typed",
    cpu: "<cpu mode='host-model'>\n    <feature policy='require' name='|\n  </cpu>",
    offers: ["avx2"],
  },
  {
    title: "vendors",
    cpu: "<cpu><model>Haswell</model><vendor>|</vendor></cpu>",
    offers: ["Intel", "AMD"],
    not: ["GenuineIntel"],
  },
  {
    title: "attributes of <cpu> that it has not",
    cpu: "<cpu mode='custom' |><model>Haswell</model></cpu>",
    offers: ["check", "match"],
    not: ["mode"],
  },
  {
    title: "attributes of <topology>",
    cpu: "<cpu mode='host-model'><topology |/></cpu>",
    offers: ["sockets", "dies", "clusters", "cores", "threads"],
  },
  {
    title: "cache modes",
    cpu: "<cpu mode='host-model'><cache mode='|'/></cpu>",
    offers: ["emulate", "passthrough", "disable"],
  },
  { title: "cache levels", cpu: "<cpu mode='host-model'><cache level='|'/></cpu>", offers: ["1", "2", "3"] },
  {
    title: "ways to choose the address width",
    cpu: "<cpu mode='host-model'><maxphysaddr mode='|'/></cpu>",
    offers: ["emulate", "passthrough"],
  },
  {
    title: "elements of <cpu>",
    cpu: "<cpu mode='host-model'>\n    <|\n  </cpu>",
    offers: ["topology", "cache", "maxphysaddr", "feature", "numa"],
  },
  {
    title: "attributes of a NUMA cell",
    cpu: "<cpu mode='host-model'><numa><cell |/></numa></cpu>",
    offers: ["id", "cpus", "memory", "unit", "memAccess", "discard"],
  },
  {
    title: "ways to share a NUMA cell's memory",
    cpu: "<cpu mode='host-model'><numa><cell id='0' cpus='0-3' memory='512' unit='MiB' memAccess='|'/></numa></cpu>",
    offers: ["shared", "private"],
  },
  {
    title: "units of a NUMA cell's memory",
    cpu: "<cpu mode='host-model'><numa><cell id='0' cpus='0-3' memory='512' unit='|'/></numa></cpu>",
    offers: ["KiB", "MiB", "GiB"],
  },
  {
    title: "what <numa> holds",
    cpu: "<cpu mode='host-model'><numa>\n      <|\n    </numa></cpu>",
    offers: ["cell", "interconnects"],
  },
];

/** An entry, and a word that its documentation cannot do without. */
const documented: readonly { cpu: string; entry: string; says: string }[] = [
  { cpu: "<cpu mode='|'/>", entry: "host-passthrough", says: "host" },
  { cpu: "<cpu mode='host-model'><feature policy='|' name='vmx'/></cpu>", entry: "forbid", says: "host" },
  { cpu: "<cpu><model>|</model></cpu>", entry: "Haswell-noTSX-IBRS", says: "Intel" },
  { cpu: "<cpu mode='host-model'><feature policy='require' name='|'/></cpu>", entry: "avx2", says: "CPUID" },
  { cpu: "<cpu mode='host-model' |/>", entry: "check", says: "libvirt" },
];

describe("completion", () => {
  afterEach(closeAll);

  for (const { title, cpu, offers, not } of table) {
    it(`offers ${title}`, async () => {
      const labels = await offered(await openCpu(cpu), offers);
      checkEqual((not ?? []).filter((name) => labels.includes(name)).join(", "), "");
    });
  }

  for (const { cpu, entry, says } of documented) {
    it(`explains ${entry} in the list`, async () => {
      checkIncludes(await documentationOf(await openCpu(cpu), entry), says);
    });
  }

  it("offers policies in a file of the workspace after an edit", async () => {
    const document = await openSample("web01.xml");
    const place = await replaceMarked(document, "policy='disable' name='vmx'", "policy='|' name='vmx'");
    await offered(place, ["forbid"]);
  });

  it("adds nothing of its own to a document that is not libvirt's", async () => {
    const items = await completions(await openMarked("<project><cpu mode='|'/></project>"));
    checkEqual(items.map(labelOf).includes("host-passthrough"), false);
  });
});
