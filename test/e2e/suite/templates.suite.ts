import * as vscode from "vscode";
import { applyAction, diagnosticsOf, hoverText, offered, quickFixes } from "./answers.js";
import { checkEqual, checkIncludes } from "./check.js";
import { closeAll, openMarked, rangeOf } from "./documents.js";

/** A template of each family, with the language that the editor takes it for. */
const FAMILIES = [
  ["xml.j2", "plaintext", "{{ vm.name }}", "{% if nested %}", "{% else %}", "{% endif %}"],
  ["xml.jinja", "jinja-xml", "{{ vm.name }}", "{% if nested %}", "{% else %}", "{% endif %}"],
  ["xml.erb", "ruby", "<%= @name %>", "<% if @nested -%>", "<% else -%>", "<% end -%>"],
  ["xml.tmpl", "plaintext", "{{ .Name }}", "{{ if .Nested }}", "{{ else }}", "{{ end }}"],
  ["tftpl", "plaintext", `\${name}`, "%{ if nested }", "%{ else }", "%{ endif }"],
] as const;

/** What is written around a definition, in languages that the editor knows and one that it does not. */
const AROUND = [
  ["sh", "shellscript", "virsh define /dev/stdin <<'EOF'\n", "\nEOF\n"],
  ["py", "python", 'XML = """\n', '\n"""\n'],
  ["md", "markdown", "# A VM\n\n```xml\n", "\n```\n"],
  ["yml", "yaml", "- virt:\n    xml: >\n", "\n"],
  ["nix", "plaintext", `pkgs.writeText "vm.xml" ''\n`, "\n''\n"],
] as const;

describe("definitions in other languages", () => {
  afterEach(closeAll);

  for (const [ending, language, before, behind] of AROUND) {
    it(`are served: ${language} (${ending})`, async () => {
      const { document, position } = await openMarked(
        `${before}<domain type='kvm'>
  <name>a</name>
  <memory unit='GiB'>1</memory>
  <os><type arch='x86_64' machine='q35'>hvm</type></os>
  <cpu mode='custom' match='exact'>
    <model fallback='allow'>Haswel-noTSX</model>
    <feature policy='|' name='aes'/>
  </cpu>
</domain>${behind}`.replaceAll(/^(?=[< ])/gm, ending === "yml" ? "      " : ""),
        ending,
      );
      checkEqual(document.languageId, language);
      await diagnosticsOf(document, (all) => all.some(({ message }) => message.includes("Haswel-noTSX")));
      const text = document.getText();
      await offered({ document, position }, ["require", "forbid"]);
      checkIncludes(await hoverText({ document, position: rangeOf(document, "fallback").start }), "fallback");
      const model = rangeOf(document, "Haswel-noTSX");
      const after = await applyAction(document, () => quickFixes(document, model), /Haswell-noTSX/);
      checkEqual(after, text.replace("Haswel-noTSX", "Haswell-noTSX"));
    });
  }

  it("are nothing where there is none: an outline stays that of its own language", async () => {
    const { document } = await openMarked("print('<p>')|\n", "py");
    const symbols = await vscode.commands.executeCommand<unknown[] | undefined>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    checkEqual(symbols?.length ?? 0, 0);
  });
});

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
