import { describe, expect, it } from "vitest";
import { fixed, fixesOf, fixesOn } from "../rules/check.js";

const domain = (cpu: string) => `<domain type='kvm'><os><type arch='x86_64'>hvm</type></os>${cpu}</domain>`;

describe("a fix in a template", () => {
  it.each([
    [
      "cpu-mode",
      "{% if a %}<cpu mode='host-pass'/>{% else %}<cpu mode='custom'/>{% endif %}",
      "Change to host-passthrough",
      "{% if a %}<cpu mode='host-passthrough'/>{% else %}<cpu mode='custom'/>{% endif %}",
    ],
    [
      "cpu-mode",
      "<cpu mode='host-pass'/><cpu mode='{{ b }}'/>",
      "Change to host-passthrough",
      "<cpu mode='host-passthrough'/><cpu mode='{{ b }}'/>",
    ],
    [
      "features-without-model",
      "{{ if .A }}<cpu><feature policy='require' name='aes'/></cpu>{{ else }}<cpu mode='host-model'/>{{ end }}",
      "Use mode host-passthrough",
      "{{ if .A }}<cpu mode='host-passthrough'><feature policy='require' name='aes'/></cpu>{{ else }}<cpu mode='host-model'/>{{ end }}",
    ],
  ])("%s changes the CPU that it is about: %s", (rule, before, title, after) => {
    expect(fixed(domain(before), rule, title)).toBe(domain(after));
  });

  it.each([
    [
      "feature-unknown",
      "<cpu><model>Haswell</model><feature policy='require' name='sse4_1'/><vendor>Intel</vendor>{% if a %}<feature policy='disable' name='aes'/>{% else %}<feature policy='disable' name='sse4.1'/>{% endif %}</cpu>",
      ["Remove the feature sse4_1"],
    ],
    [
      "cpu-mode",
      "<cpu mode='host-modell'>{% if a %}<cache level='3' mode='emulate'/>{% else %}<model>Haswell</model><vendor>Intel</vendor>{% endif %}</cpu>",
      ["Change to custom", "Change to host-passthrough", "Change to maximum"],
    ],
  ])("%s does what is right in every branch", (rule, cpu, titles) => {
    expect(fixesOf(domain(cpu), rule).map(({ title }) => title)).toEqual(titles);
  });

  it("is the one of the first finding where a place has several", () => {
    const target = ["node1", "node2"];
    const text = (title: string) =>
      `<domain type='kvm'><title>${title}</title><os><type arch='x86_64' machine='q35'>hvm</type></os><cpu><model>EPYC-Turin</model></cpu></domain>`;
    const titles = (title: string) => fixesOn(target, text(title), "target-model").map((fix) => fix.title);
    expect(titles("{{ name }}")[0]).toMatch(/^Disable the \d+ missing features$/);
    expect(titles("plain")).toContain(titles("{{ name }}")[0]);
  });
});
