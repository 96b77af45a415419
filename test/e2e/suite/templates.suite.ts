import { applyAction, diagnosticsOf, hoverText, offered, quickFixes } from "./answers.js";
import { checkEqual, checkIncludes } from "./check.js";
import { closeAll, openMarked, rangeOf } from "./documents.js";

/** A template of each family, with the language that the editor takes it for. */
const FAMILIES = [
  ["xml.j2", "plaintext", "{{ vm.name }}", "{% if nested %}", "{% else %}", "{% endif %}"],
  ["xml.jinja", "jinja-xml", "{{ vm.name }}", "{% if nested %}", "{% else %}", "{% endif %}"],
  ["xml.erb", "plaintext", "<%= @name %>", "<% if @nested -%>", "<% else -%>", "<% end -%>"],
  ["xml.tmpl", "plaintext", "{{ .Name }}", "{{ if .Nested }}", "{{ else }}", "{{ end }}"],
  ["tftpl", "plaintext", `\${name}`, "%{ if nested }", "%{ else }", "%{ endif }"],
] as const;

describe("templates", () => {
  afterEach(closeAll);

  for (const [ending, language, value, open, middle, close] of FAMILIES) {
    it(`are served between their placeholders: ${ending}`, async () => {
      const { document, position } = await openMarked(
        `<domain type='kvm'>
  <name>${value}</name>
  <memory unit='GiB'>1</memory>
  <vcpu>4</vcpu>
  <os><type arch='x86_64' machine='q35'>hvm</type></os>
${open}
  <cpu mode='host-passthrough'/>
${middle}
  <cpu mode='custom' match='exact'>
    <model fallback='allow'>Haswel-noTSX</model>
    <feature policy='|' name='aes'/>
  </cpu>
${close}
</domain>
`,
        ending,
      );
      checkEqual(document.languageId, language);
      await diagnosticsOf(document, (all) => all.some(({ message }) => message.includes("Haswel-noTSX")));
      const before = document.getText();
      await offered({ document, position }, ["require", "forbid"]);
      const model = rangeOf(document, "Haswel-noTSX");
      checkIncludes(await hoverText({ document, position: rangeOf(document, "fallback").start }), "fallback");
      const after = await applyAction(document, () => quickFixes(document, model), /Haswell-noTSX/);
      checkEqual(after, before.replace("Haswel-noTSX", "Haswell-noTSX"));
    });
  }
});
