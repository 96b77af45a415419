import { describe, expect, it } from "vitest";
import { domainViews, serveDocument } from "../../../shared/src/domain/index.js";
import { parseXml } from "../../../shared/src/xml/index.js";
import { rulesIn } from "../rules/check.js";

const domain = (inside: string) => `<domain type='kvm'><name>v</name>${inside}</domain>`;
const braced = (name: string) => ["$", "{", name, "}"].join("");

describe("a template is recognised by", () => {
  it.each<[languages: string[], text: string]>([
    [["Jinja"], domain("<vcpu>{{ vcpus }}</vcpu>")],
    [["Jinja"], domain("<name>{{ name }}</name>")],
    [["Jinja"], domain(`<cpu mode="{{ x["mode"] }}"/>`)],
    [["Jinja"], domain("<cpu mode='host-model'>{% include 'f.xml' %}</cpu>")],
    [["Jinja"], domain("<cpu{% if a %} mode='host-model'{% endif %}/>")],
    [["Jinja"], `{# a VM #}${domain("")}`],
    [["Go"], domain("{{if .Model}}<cpu/>{{end}}")],
    [["Go"], domain("<vcpu>{{ .Values.cpus }}</vcpu>")],
    [["Mustache"], domain("{{#cpu}}<cpu/>{{/cpu}}")],
    [["ERB"], domain("<vcpu><%= @vcpus %></vcpu>")],
    [["ERB"], domain("<% if $a { -%><cpu/><% } -%>")],
    [["Terraform"], domain("<cpu mode='host-model'>%{ for f in fs ~}<feature name='a'/>%{ endfor ~}</cpu>")],
    [["$NAME"], domain(`<vcpu>${braced("VCPUS")}</vcpu>`)],
    [["$NAME"], domain("<memory>$MEM</memory>")],
    [["@NAME@"], domain("<cpu mode='@MODE@'/>")],
    [["{name}"], domain("<vcpu>{vcpus}</vcpu>")],
    [["{name}"], domain("<vcpu>{vm.vcpus:d}</vcpu>")],
    [["%(name)s"], domain("<vcpu>%(vcpus)d</vcpu>")],
    [
      ["XSLT"],
      "<cpu xmlns:xsl='http://www.w3.org/1999/XSL/Transform' mode='{$m}'><xsl:if test='a'><vendor/></xsl:if></cpu>",
    ],
  ])("%s", (languages, text) => {
    expect(parseXml(text).template?.languages).toEqual(languages);
    expect(rulesIn(text)).toContain("template");
  });
});

describe("a plain document is no template for", () => {
  it.each<[string, string]>([
    ["a description", domain(`<description>{{ x }} {% if %} <!-- ${braced("y")} --></description>`)],
    ["metadata", domain("<metadata><a:b xmlns:a='u'>{{ x }} {name} $X</a:b></metadata>")],
    ["JSON for QEMU", domain(`<qemu:commandline><qemu:arg value='{"a":{"b":{}}} {{x}} {y}'/></qemu:commandline>`)],
    ["a UUID in braces", domain("<uuid>{c7a5fdbd-edaf-9455-926a-d65c16db1809}</uuid>")],
    ["a name in braces", domain("<title>{abc}</title>").replace("<name>v", "<name>{abc}")],
    ["a path with a dollar", domain("<devices><disk><source file='/a/$HOME/b@c@d.img'/></disk></devices>")],
    ["the kernel's arguments", domain("<os><cmdline>a=$b @c@ %(d)s {e}</cmdline></os>")],
    ["a comment", domain(`<!-- {{ a }} {% if b %} <%= c %> ${braced("d")} $e @f@ {g} -->`)],
    ["a CDATA section", domain("<description><![CDATA[{{ a }} <% b %>]]></description>")],
    ["a vendor", domain("<cpu><model vendor_id='{GenuineXxx}'>Haswell</model></cpu>")],
    ["braces that are not closed", domain("<cpu mode='{{ host'/>")],
  ])("%s", (_, text) => {
    expect(parseXml(text).template).toBeUndefined();
    expect(rulesIn(text)).not.toContain("template");
  });
});

describe("a document of libvirt's is found behind the tags of a template", () => {
  it.each<[root: string | undefined, text: string]>([
    ["domain", "{# <cpu> #}\n<domain/>"],
    ["domain", "<%- | String $name | -%>\n<domain/>"],
    ["domain", "<%# <cpu> %>\n<% if a %>\n<domain/>\n<% end %>"],
    ["cpu", "{% extends 'base' %}\n{% block cpu %}\n<cpu/>\n{% endblock %}"],
    [undefined, '{{ "<domain/>" }}'],
    [undefined, 'XML = """\n<domain/>\n"""'],
    [undefined, "pkgs.writeText \"vm.xml\" ''\n<domain/>\n''"],
    [undefined, "xml: |\n  <domain/>"],
    [undefined, "<xsl:stylesheet><domain/></xsl:stylesheet>"],
  ])("%s", (root, text) => {
    expect(serveDocument(text).tree?.root?.name).toBe(root);
  });
});

describe("what a template says nothing of", () => {
  it.each<[string, string]>([
    [
      "a second <cpu> in another branch",
      domain("{% if a %}<cpu mode='host-model'/>{% else %}<cpu mode='maximum'/>{% endif %}"),
    ],
    [
      "a second <cpu> of another condition",
      domain("{% if a %}<cpu mode='maximum'/>{% endif %}{% if b %}<cpu mode='maximum'/>{% endif %}"),
    ],
    ["text that a tag leaves", domain("<cpu mode='host-model'>{% include 'f' %}</cpu>")],
    [
      "a model that may come",
      domain("<vcpu>2</vcpu><cpu mode='custom'>{% include 'm' %}<feature policy='require' name='aes'/></cpu>"),
    ],
    [
      "a model of an unknown architecture",
      domain("<os><type arch='{{ a }}'>hvm</type></os><cpu><model>cortex-a57</model></cpu>"),
    ],
    [
      "a model of an unknown mode",
      domain("<os><type arch='x86_64'>hvm</type></os><cpu mode='{{ m }}'><model>x</model></cpu>"),
    ],
    [
      "a topology of unknown vCPUs",
      domain("<vcpu>{{ v }}</vcpu><cpu mode='maximum'><topology sockets='1' cores='3' threads='1'/></cpu>"),
    ],
    ["an attribute that may come", domain("<cpu mode='host-model'><feature {{ name }} policy='require'/></cpu>")],
    [
      "a start tag for each branch",
      "{% if a %}<domain type='kvm'>{% else %}<domain type='qemu'>{% endif %}<cpu mode='host-model'/></domain>",
    ],
    [
      "branches that go together another way",
      domain(
        "<os>{% if a %}<type arch='aarch64'>hvm</type>{% else %}<type arch='x86_64'>hvm</type>{% endif %}</os>{% if not a %}<cpu><model>Haswell</model></cpu>{% else %}<cpu><model>cortex-a57</model></cpu>{% endif %}",
      ),
    ],
  ])("%s", (_, text) => {
    expect(rulesIn(text)).toEqual(["template"]);
  });
});

describe("what is certain is said", () => {
  const os = "<os><type arch='x86_64'>hvm</type></os>";
  it.each<[rules: string[], text: string]>([
    [["feature-policy"], domain("<cpu mode='{{ m }}'><feature policy='requires' name='aes'/></cpu>")],
    [["feature-unknown"], domain(`${os}<cpu mode='{{ m }}'><feature policy='require' name='sse4_1'/></cpu>`)],
    [["model-unknown"], domain(`${os}<vcpu>{{ v }}</vcpu><cpu><model>Haswel</model></cpu>`)],
    [
      ["model-unknown", "model-unknown"],
      domain(`${os}<cpu>{% if a %}<model>Haswel</model>{% else %}<model>Skylak-Client</model>{% endif %}</cpu>`),
    ],
    [
      ["feature-duplicate"],
      domain(
        `${os}<vcpu>{{ v }}</vcpu><cpu mode='maximum'><feature policy='require' name='aes'/><feature policy='require' name='aes'/></cpu>`,
      ),
    ],
    // The name alone is a placeholder: all the rest is checked as ever.
    [
      ["topology-vcpus"],
      domain(
        "<uuid>{{ u }}</uuid><vcpu>2</vcpu><cpu mode='maximum'><topology sockets='1' cores='3' threads='1'/></cpu>",
      ),
    ],
    [["xml"], domain("<uuid>{{ u }}</uuid><cpu mode='host-model' mode='host-model'/>")],
  ])("%s", (rules, text) => {
    expect(rulesIn(text)).toEqual(["template", ...rules]);
  });
});

it("a template has a view for each <cpu>", () => {
  const text = domain("{% if a %}<cpu mode='host-model'/>{% else %}<cpu mode='maximum'/>{% endif %}");
  expect(domainViews(parseXml(text)).map(({ cpus }) => cpus.map(({ mode }) => mode?.value))).toEqual([
    ["host-model"],
    ["maximum"],
  ]);
});

describe("reading takes time that grows with the text", () => {
  it.each([
    "{{",
    "{{ '",
    "{{ '\\'",
    "{%",
    "<%",
    "$",
    braced("").slice(0, 2),
    "@a",
    "{a",
    "%(a",
    "<xsl:a '",
    "{{ a }}",
    "{% if a %}",
    "<% } else { %>",
  ])("of %s", (part) => {
    const text = domain(`<xsl:a x='http://www.w3.org/1999/XSL/Transform'/><vcpu>${part.repeat(200_000)}</vcpu>`);
    expect(parseXml(text).text).toBe(text);
  });
});
