import { applyAction, diagnosticsOf, quickFixes, rewrites } from "./answers.js";
import { checkEqual, checkHasAll, checkIncludes } from "./check.js";
import { closeAll, openSample, rangeOf } from "./documents.js";

/** A mistake of broken.xml, the fix by a word of its title, and what is there afterwards. */
const table: readonly { mistake: string; title: string | RegExp; after: string }[] = [
  { mistake: "current='12'", title: "Set current to 8", after: "<vcpu placement='static' current='8'>8</vcpu>" },
  { mistake: "'strict'", title: "Change to partial", after: "match='exact' check='partial'" },
  {
    mistake: " migratable='on'",
    title: "Remove migratable",
    after: "<cpu mode='custom' match='exact' check='strict'>",
  },
  { mistake: "'yes'", title: "Change to allow", after: "<model fallback='allow'>" },
  { mistake: "Hasswell", title: /Haswell/, after: ">Haswell</model>" },
  { mistake: "GenuineIntel", title: "Change to Intel", after: "<vendor>Intel</vendor>" },
  { mistake: "sockets='2'", title: "Change sockets to 1", after: "<topology sockets='1' dies='1'" },
  { mistake: "level='5'", title: "Set level to 3", after: "<cache level='3' mode='emulate'/>" },
  { mistake: "<maxphysaddr bits='46'/>", title: "Add mode='emulate'", after: "mode='emulate'" },
  { mistake: "'enable'", title: /require/, after: "<feature policy='require' name='aes'/>" },
  { mistake: "sse4_1", title: /sse4\.1/, after: "<feature policy='require' name='sse4.1'/>" },
  { mistake: "<feature name='pcid'/>", title: /policy='require'/, after: "<feature policy='require' name='pcid'/>" },
  {
    mistake: "<feature policy='disable' name='avx2'/>",
    title: /Keep the first/,
    after: "<feature policy='require' name='avx2'/>",
  },
  { mistake: "<feature policy='require' name='hv_relaxed'/>", title: /Remove the feature/, after: "<flags>" },
  { mistake: "<flags>ssse3</flags>", title: "Remove <flags>", after: "hv_relaxed" },
];

describe("quick fixes", () => {
  afterEach(closeAll);

  for (const { mistake, title, after } of table) {
    it(`turns ${mistake} into ${after}`, async () => {
      const document = await openSample("broken.xml");
      const range = rangeOf(document, mistake);
      await diagnosticsOf(document, (all) => all.some((one) => one.range.intersection(range) !== undefined));
      const text = await applyAction(document, () => quickFixes(document, range), title);
      checkIncludes(text, after);
      checkEqual(text.includes(mistake), false);
    });
  }

  it("offers the rewrites that need hosts inside a CPU that follows its host", async () => {
    const document = await openSample("web01.xml");
    const actions = await rewrites(document, rangeOf(document, "<cpu mode='host-model'"));
    checkHasAll(
      actions.map((action) => action.command?.command ?? ""),
      ["libvirt-cpu.expandHostModel", "libvirt-cpu.insertBaseline"],
    );
  });
});
