import { describe, expect, it } from "vitest";
import { regionsOf } from "../../../shared/src/embedded/regions.js";

const CPU = "<cpu mode='custom'><model>Haswell</model></cpu>";
const DOMAIN = `<domain type='kvm'><name>a</name>${CPU}</domain>`;
const quoted = DOMAIN.replaceAll("'", '\\"');
const plain = DOMAIN.replaceAll("'", '"');

describe("a document of libvirt's is found in", () => {
  it.each([
    ["a heredoc", `virsh define /dev/stdin <<EOF\n${DOMAIN}\nEOF\n`, [DOMAIN]],
    ["a heredoc whose end is quoted", `cat <<'EOF' >vm.xml\n${DOMAIN}\nEOF\n`, [DOMAIN]],
    ["a string of Python", `XML = """\n${DOMAIN}\n"""\n`, [DOMAIN]],
    ["a string of Python with its own quotes", `XML = '''${DOMAIN}'''\n`, [DOMAIN]],
    ["a raw string of Go", `const x = \`\n${DOMAIN}\`\n`, [DOMAIN]],
    ["a string of Nix", `pkgs.writeText "vm.xml" ''\n  ${DOMAIN}\n''\n`, [DOMAIN]],
    ["a raw string of Rust", `let x = r#"${plain}"#;`, [plain]],
    ["a block of YAML", `- virt:\n    xml: |\n      ${DOMAIN}\n`, [DOMAIN]],
    ["a fence of Markdown", `Text\n\n\`\`\`xml\n${DOMAIN}\n\`\`\`\n`, [DOMAIN]],
    ["a fence without a language", `\`\`\`\n${DOMAIN}\n\`\`\`\n`, [DOMAIN]],
    ["a template of XSLT", `<xsl:template match="/domain/cpu">${CPU}</xsl:template>`, [CPU]],
    ["JSON", `{"xml": "${quoted}"}`, [plain]],
    [
      "strings side by side",
      `x = ("<domain type='kvm'>\\n"\n     "<name>a</name>${CPU}\\n"\n     "</domain>")`,
      [`<domain type='kvm'>\n<name>a</name>${CPU}\n</domain>`],
    ],
    [
      "strings that are added",
      `x = "<domain type='kvm'>" +\n  "<name>" + name + "</name></domain>";`,
      ["<domain type='kvm'><name>@CODE@</name></domain>"],
    ],
    [
      "a heredoc with commands",
      `cat <<EOF\n<cpu mode='$(mode x)'><model>\`model\`</model></cpu>\nEOF\n`,
      ["<cpu mode='@CODE@'><model>@CODE@</model></cpu>"],
    ],
    [
      "an excerpt",
      `\`\`\`xml\n<domain type='kvm'>\n  ...\n  ${CPU}\n  <!-- … -->\n</domain>\n\`\`\`\n`,
      [`<domain type='kvm'>\n@CODE@\n  ${CPU}\n  @CODE@\n</domain>`],
    ],
    ["two places", `a = \`${CPU}\`\nb = \`${DOMAIN}\`\n`, [CPU, DOMAIN]],
    ["an empty element", `echo "<cpu mode='host-model'/>"\n`, ["<cpu mode='host-model'/>"]],
    ["a string with its declaration", `x = "<?xml version='1.0'?>\\n${quoted}"`, [plain]],
  ])("%s", (_where, text, documents) => {
    expect(regionsOf(text).map((region) => region.text)).toEqual(documents);
  });

  it.each([
    ["prose", "Use `<domain>` and `</domain>`; a `<cpu>` is in it."],
    ["a document that is not closed", `x = """<domain type='kvm'><name>a</name>"""`],
    ["a comment", `# ${DOMAIN}\n// ${CPU}\n`],
    ["other XML", "<project><cpu><cores>4</cores></cpu><domain>example.org</domain></project>"],
    ["a string that ends in the middle of it", `x = "<cpu mode='custom'>"; y = 1;\n// </cpu>`],
  ])("not in %s", (_where, text) => {
    expect(regionsOf(text)).toEqual([]);
  });
});

it("in prose what a sentence mentions is none, what begins a line is", () => {
  const text = `Write \`${CPU}\` as below.\n\n\`\`\`xml\n  ${CPU}\n\`\`\`\n`;
  expect(regionsOf(text, true).map(({ start }) => start)).toEqual([text.lastIndexOf(CPU)]);
  expect(regionsOf(text)).toHaveLength(2);
});

describe("a place in it", () => {
  const text = `x = "${quoted}\\n" +\n "";`;
  const [region] = regionsOf(text);

  it("is found in the text around, and back", () => {
    const offset = plain.indexOf("Haswell");
    const host = region?.toHost(offset) ?? 0;
    expect(text.slice(host, host + 7)).toBe("Haswell");
    expect(region?.toRegion(host)).toBe(offset);
  });

  it("is edited through its string's escapes", () => {
    const start = plain.indexOf(' mode="custom"');
    const range = region?.editable({ start, end: start + ' mode="custom"'.length });
    expect(text.slice(range?.start, range?.end)).toBe(' mode=\\"custom\\"');
    expect(region?.written('<a b="c">\n')).toBe('<a b=\\"c\\">\\n');
  });

  it("is not edited over code", () => {
    const added = `x = "<domain type='kvm'><name>" + name + "</name></domain>";`;
    const [found] = regionsOf(added);
    const start = found?.text.indexOf("<name>") ?? 0;
    expect(found?.editable({ start, end: start + "<name>@CODE@</name>".length })).toBeUndefined();
    expect(found?.editable({ start, end: start + 6 })).toEqual({ start: 24, end: 30 });
  });
});

it("takes one pass, whatever the text", () => {
  for (const part of ["<domain>", "<cpu ", `<cpu mode="\\"`, "<domain type='a'>\"", "'''<domain a='", "<feature "]) {
    const text = part.repeat(100_000 / part.length);
    expect(regionsOf(`${text}</domain></cpu>`).length).toBeLessThan(201);
  }
});
