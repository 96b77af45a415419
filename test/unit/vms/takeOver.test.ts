import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { driftBetween } from "../../../shared/src/vms/drift.js";
import { readPrinted } from "../../../shared/src/vms/editedDefinition.js";
import { takeOver } from "../../../shared/src/vms/takeOver.js";
import { testCatalogue } from "../../support/catalogue.js";

const { grammar } = await testCatalogue("x86_64");

/** What somebody keeps in git: with comments, in another order, and in other units than libvirt's. */
const FILE = `<!-- web01: ask Li before you change it -->
<domain type="kvm">
    <name>web01</name>
    <vcpu>4</vcpu>
    <memory unit="GiB">4</memory> <!-- tickets: 12 -->
    <os><type machine="q35">hvm</type></os>
    <cpu mode="custom" match="exact">
        <!-- the oldest host -->
        <model>Haswell</model>
        <feature policy="require" name="aes"/>
        <feature policy="disable" name="rtm"/>
    </cpu>
    <features><acpi/></features>
    <devices/>
</domain>
`;

/** The same as libvirt stores it. */
const STORED = `<domain type='kvm'>
  <name>web01</name>
  <uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
  <memory unit='KiB'>4194304</memory>
  <currentMemory unit='KiB'>4194304</currentMemory>
  <vcpu placement='static'>4</vcpu>
  <os>
    <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
    <boot dev='hd'/>
  </os>
  <features>
    <acpi/>
  </features>
  <cpu mode='custom' match='exact' check='partial'>
    <model fallback='allow'>Haswell</model>
    <feature policy='require' name='aes'/>
    <feature policy='disable' name='rtm'/>
  </cpu>
  <clock offset='utc'/>
  <on_poweroff>destroy</on_poweroff>
  <on_reboot>restart</on_reboot>
  <on_crash>destroy</on_crash>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>
  </devices>
</domain>
`;

function taken(file: string, libvirt: string) {
  const stored = readPrinted(libvirt)?.domain;
  if (stored === undefined) throw new Error("no domain");
  const { text, left } = takeOver(file, stored, grammar);
  const root = readPrinted(text)?.domain;
  expect(root && driftBetween(root, stored, grammar)).toEqual(left);
  return { text, left: left.map(({ element, attribute }) => [element, attribute].join(" ").trim()) };
}

/** The lines that are there no more, and those that are new. */
function changed(before: string, after: string): string[] {
  const [old, now] = [before, after].map((text) => text.split("\n"));
  return [
    ...(old ?? []).filter((line) => !now?.includes(line)).map((line) => `- ${line.trim()}`),
    ...(now ?? []).filter((line) => !old?.includes(line)).map((line) => `+ ${line}`),
  ];
}

describe("what libvirt has is taken over into a file", () => {
  it("that does not differ: nothing changes", () => {
    expect(taken(FILE, STORED)).toEqual({ text: FILE, left: [] });
  });

  it.each<[what: string, old: string, now: string, expected: readonly string[]]>([
    ["a model", ">Haswell<", ">Broadwell<", ["- <model>Haswell</model>", "+         <model>Broadwell</model>"]],
    [
      "a policy",
      "'disable' name='rtm'",
      "'require' name='rtm'",
      ['- <feature policy="disable" name="rtm"/>', '+         <feature policy="require" name="rtm"/>'],
    ],
    [
      "a feature that only libvirt has, in its order",
      "<feature policy='disable' name='rtm'/>",
      "<feature policy='disable' name='hle'/>\n    <feature policy='disable' name='rtm'/>",
      ['+         <feature policy="disable" name="hle"/>'],
    ],
    [
      "a feature that only the file has",
      "    <feature policy='require' name='aes'/>\n",
      "",
      ['- <feature policy="require" name="aes"/>'],
    ],
    [
      "memory, in the file's unit",
      "'KiB'>4194304</memory>\n  <currentMemory unit='KiB'>4194304<",
      "'KiB'>8388608</memory>\n  <currentMemory unit='KiB'>8388608<",
      [
        '- <memory unit="GiB">4</memory> <!-- tickets: 12 -->',
        '+     <memory unit="GiB">8</memory> <!-- tickets: 12 -->',
      ],
    ],
    [
      "memory that is no whole number in the file's unit",
      "'KiB'>4194304</memory>\n  <currentMemory unit='KiB'>4194304<",
      "'KiB'>4194305</memory>\n  <currentMemory unit='KiB'>4194305<",
      [
        '- <memory unit="GiB">4</memory> <!-- tickets: 12 -->',
        '+     <memory unit="KiB">4194305</memory> <!-- tickets: 12 -->',
      ],
    ],
    [
      "an attribute that the file does not have",
      "<vcpu placement='static'>4<",
      "<vcpu placement='static' current='2'>8<",
      ["- <vcpu>4</vcpu>", '+     <vcpu current="2">8</vcpu>'],
    ],
    [
      "elements that the file does not have, with what is in them",
      "<clock offset='utc'/>",
      "<clock offset='localtime'>\n    <timer name='rtc' tickpolicy='catchup'/>\n  </clock>",
      ['+     <clock offset="localtime">', '+         <timer name="rtc" tickpolicy="catchup"/>', "+     </clock>"],
    ],
    [
      "several children of an element without any",
      "<clock offset='utc'/>",
      "<cputune>\n    <shares>512</shares>\n    <vcpupin vcpu='0' cpuset='1'/>\n  </cputune>\n  <clock offset='utc'/>",
      [
        "+     <cputune>",
        "+         <shares>512</shares>",
        '+         <vcpupin vcpu="0" cpuset="1"/>',
        "+     </cputune>",
      ],
    ],
    [
      "another mode",
      "mode='custom' match='exact' check='partial'",
      "mode='host-model' check='partial'",
      ['- <cpu mode="custom" match="exact">', '+     <cpu mode="host-model" match="exact">'],
    ],
  ])("%s", (_, old, now, expected) => {
    expect(STORED).toContain(old);
    const { text, left } = taken(FILE, STORED.replace(old, now));
    expect({ changed: changed(FILE, text), left }).toEqual({ changed: expected, left: [] });
    expect(text).toContain("<!-- the oldest host -->");
  });

  it("a <cpu> that the file does not have", () => {
    const without = FILE.replace(/ {4}<cpu[\s\S]*<\/cpu>\n/, "");
    const { text, left } = taken(without, STORED);
    expect(left).toEqual([]);
    expect(text).toContain('        <feature policy="require" name="aes"/>\n');
  });

  it("a <cpu> that libvirt does not have: its comment stays", () => {
    const { text, left } = taken(FILE, STORED.replace(/ {2}<cpu[\s\S]*<\/cpu>\n/, ""));
    expect(left).toEqual([]);
    expect(text).not.toContain("<cpu");
    expect(text).toContain("<!-- the oldest host -->");
  });

  it("memory, where the file has an equal <currentMemory>", () => {
    const file = FILE.replace("<vcpu>", '<currentMemory unit="GiB">4</currentMemory>\n    <vcpu>');
    const { text, left } = taken(file, STORED.replaceAll("4194304", "8388608"));
    expect(left).toEqual([]);
    expect(text).toContain('<memory unit="GiB">8</memory>');
    expect(text).not.toContain(">4</currentMemory>");
  });

  it("cells", () => {
    const cells = "<numa><cell id='0' cpus='0-3' memory='4194304' unit='KiB'/></numa></cpu>";
    const file = FILE.replace("</cpu>", '    <numa><cell cpus="0-1" memory="1" unit="GiB"/></numa>\n    </cpu>');
    const { text, left } = taken(file, STORED.replace("</cpu>", cells));
    expect(left).toEqual([]);
    expect(text).toContain('<numa><cell cpus="0-3" memory="4" unit="GiB"/></numa>');
  });

  it.each([
    ["boot entries", "<boot dev='hd'/>", "<boot dev='network'/>\n    <boot dev='hd'/>", "os/boot[network]"],
    ["an IOMMU", "<emulator>", "<iommu model='intel'><driver intremap='on'/></iommu><emulator>", "devices/iommu model"],
  ])("%s are left to the user", (_, old, now, place) => {
    const { text, left } = taken(FILE, STORED.replace(old, now));
    expect(text).toBe(FILE);
    expect(left[0]).toBe(place);
  });
});

describe("what a libvirt printed of one VM", () => {
  const folder = new URL("../../corpus/libvirtd-9.0.0/", import.meta.url);
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith(".xml"))
    .map((name) => readFileSync(new URL(name, folder), "utf8"));

  it("is taken over into each other one; only devices may be left", () => {
    for (const [index, text] of texts.entries()) {
      const { left } = taken(text, texts[(index + 7) % texts.length] ?? "");
      expect(left.filter((place) => !place.startsWith("devices/"))).toEqual([]);
    }
  });
});
