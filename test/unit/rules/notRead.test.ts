import { describe, expect, it } from "vitest";
import { findingsBy, findingsIn, fixed, fixesOf } from "./check.js";

/** A whole VM around some lines that stand behind its memory. */
const vm = (lines: string) =>
  `<domain type='kvm'>
  <name>x</name>
  <memory unit='GiB'>2</memory>
  ${lines}
  <os><type arch='x86_64' machine='q35'>hvm</type></os>
  <cpu mode='host-model' check='partial'/>
</domain>`;

const RULES =
  /^(?:element-(?:unknown|repeated|split|misplaced)|attribute-unknown|text-ignored|part-ignored|namespace-)/;

/** What is said of it that libvirt does not read, each with the text that it marks. */
function said(text: string): string[] {
  const found = findingsIn(text).filter(({ rule }) => RULES.test(rule));
  return found.map(({ start, end, message }) => `${text.slice(start, end)}: ${message}`);
}

describe("what libvirt does not read", () => {
  it.each<[lines: string, expected: string[]]>([
    ["<cpuu/>", ["cpuu: Unknown element <cpuu>: libvirt ignores it. Did you mean <cpu>?"]],
    ["<vcpu curent='2'>4</vcpu>", ["curent: Unknown attribute curent: libvirt ignores it. Did you mean current?"]],
    [
      "<clock offset='utc'><timr name='hpet'/></clock>",
      ["timr: Unknown element <timr>: libvirt ignores it. Did you mean <timer>?"],
    ],
    ["<topology sockets='1' cores='2' threads='1'/>", ["topology: libvirt ignores <topology> here. Move it to <cpu>."]],
    ["<disk type='file'/>", ["disk: libvirt ignores <disk> here. Move it to <devices>."]],
    ["<timer name='hpet' present='no'/>", ["timer: libvirt ignores <timer> here. Move it to <clock>."]],
    [
      "<features><kvm hidden='on'/></features>",
      ["hidden: Unknown attribute hidden: libvirt ignores it. Use <hidden state='on'/> in <kvm>."],
    ],
    ["<cputune>4</cputune>", ["4: libvirt ignores this text."]],
    [
      "<clock offset='utc' timezone='UTC'/>",
      ["timezone: libvirt ignores timezone with offset='utc'. It needs offset='timezone'."],
    ],
    [
      "<vcpu>2</vcpu><cputune><vcpusched vcpus='0' scheduler='batch' priority='1'/></cputune>",
      ["priority: libvirt ignores priority with scheduler='batch'. It needs scheduler='fifo' or scheduler='rr'."],
    ],
    [
      "<vcpu>2</vcpu><vcpu>4</vcpu>",
      [
        "vcpu: libvirt uses only this <vcpu>, the first of several.",
        "vcpu: libvirt uses only the first <vcpu> and ignores this one.",
      ],
    ],
    [
      "<features><vmport state='on'/><vmport state='off'/></features>",
      [
        "vmport: libvirt uses only the last <vmport> and ignores this one.",
        "vmport: libvirt uses only this <vmport>, the last of several.",
      ],
    ],
    [
      "<clock offset='utc'/><clock offset='localtime'/>",
      [
        "clock: libvirt reads several <clock> here as if they were one. Put everything into the first.",
        "clock: libvirt reads several <clock> here as if they were one. Put everything into the first.",
        "offset: libvirt uses offset of the first <clock> and ignores this one.",
      ],
    ],
    [
      "<x:clock xmlns:x='urn:x' offset='utc'/>",
      ["x:clock: libvirt ignores <x:clock>: it looks for <clock> in no namespace. Remove the namespace."],
    ],
    [
      "<features><acpi xmlns='urn:x'/></features>",
      ["acpi: libvirt reads <acpi> as if it were in no namespace. Remove the namespace."],
    ],
  ])("%s", (lines, expected) => {
    expect(said(vm(lines))).toEqual(expected);
  });

  it.each([
    "<metadata><cpuu/><x:clock xmlns:x='urn:x'/></metadata>",
    "<devices><unheard-of new='1'><child/></unheard-of></devices>",
    "<devices><disk type='file' unknown='1'><sourc/></disk></devices>",
    "<sysinfo type='smbios'><anything/></sysinfo>",
    "<x:own xmlns:x='urn:x'><clock/></x:own>",
    "<features><unknown/></features>",
    "<tim",
    "<features><hyperv><relaxed state='on'/></hyperv><kvm><hidden state='on'/></kvm></features>",
  ])("nothing of what is not our business, refused or still typed: %s", (lines) => {
    expect(said(vm(lines))).toEqual([]);
  });

  it("hands a running VM's status over without a word", () => {
    expect(said("<domstatus><domain type='kvm' id='1'><cpuu/></domain></domstatus>")).toEqual([]);
  });
});

describe("what can be done about it", () => {
  it.each<[rule: string, lines: string, after: string]>([
    ["element-unknown", "<curentMemory>1</curentMemory>", "<currentMemory>1</currentMemory>"],
    ["attribute-unknown", "<vcpu curent='2'>4</vcpu>", "<vcpu current='2'>4</vcpu>"],
    ["attribute-unknown", "<vcpu zzz='2'>4</vcpu>", "<vcpu>4</vcpu>"],
    ["text-ignored", "<cputune>4</cputune>", "<cputune></cputune>"],
    ["part-ignored", "<clock offset='utc' timezone='UTC'/>", "<clock offset='timezone' timezone='UTC'/>"],
    [
      "part-ignored",
      "<features><hyperv><spinlocks state='off' retries='8191'/></hyperv></features>",
      "<features><hyperv><spinlocks state='off'/></hyperv></features>",
    ],
    ["namespace-ignored", "<x:clock xmlns:x='urn:x' offset='utc'></x:clock>", "<clock offset='utc'></clock>"],
    ["clock-changed", "<clock offset='utc' adjustment='5'/>", "<clock offset='variable' adjustment='5' basis='utc'/>"],
    [
      "element-misplaced",
      "<cputune>\n  </cputune>\n  <vcpupin vcpu='0' cpuset='1'/>",
      "<cputune>\n    <vcpupin vcpu='0' cpuset='1'/>\n  </cputune>",
    ],
    [
      "element-misplaced",
      "<memnode cellid='0' mode='strict' nodeset='0'/>",
      "<numatune>\n    <memnode cellid='0' mode='strict' nodeset='0'/>\n  </numatune>",
    ],
    [
      "element-split",
      "<features>\n    <acpi/>\n  </features>\n  <features>\n    <apic/>\n  </features>",
      "<features>\n    <acpi/>\n    <apic/>\n  </features>",
    ],
  ])("%s: %s", (rule, lines, after) => {
    const text = vm(lines);
    const fix = findingsIn(text)
      .filter((each) => each.rule === rule)
      .flatMap((each) => each.fixes())[0];
    expect(fix?.title).toBeDefined();
    expect(fixed(text, rule, fix?.title)).toBe(vm(after));
  });

  it("names an attribute that was written as an element", () => {
    const text = vm("").replace(
      "check='partial'/>",
      "check='partial'><topology sockets='1' cores='2' threads='1'><dies>1</dies></topology></cpu>",
    );
    expect(fixed(text, "element-unknown")).toContain(
      "<topology sockets='1' cores='2' threads='1' dies='1'></topology>",
    );
  });

  it("moves nothing where the place is taken", () => {
    const text = vm("<vcpu>2</vcpu><clock offset='utc'><vcpu>4</vcpu></clock>");
    expect(fixesOf(text, "element-misplaced").map(({ title }) => title)).toEqual(["Remove <vcpu>"]);
  });
});

it("an older release drops what came later", () => {
  const text = vm("").replace(
    "</domain>",
    "<devices><iommu model='intel'><driver intremap='on' xtsup='on'/></iommu></devices></domain>",
  );
  const said = (release: string) => findingsBy({ release }, text).filter(({ rule }) => RULES.test(rule));
  expect(said("12.8.0")).toEqual([]);
  expect(said("11.3.0").map(({ message }) => message)).toEqual([
    "Unknown attribute xtsup: libvirt ignores it. It needs libvirt 11.5.0; the release here is 11.3.0.",
  ]);
});
