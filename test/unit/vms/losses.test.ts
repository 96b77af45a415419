import { describe, expect, it } from "vitest";
import { serveDocument } from "../../../shared/src/domain/index.js";
import { lossesBetween } from "../../../shared/src/vms/losses.js";
import { testCatalogue } from "../../support/catalogue.js";

const { grammar } = await testCatalogue("x86_64");

/** As libvirt 9.0 stores it. */
const STORED = `<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
  <name>web01</name>
  <uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
  <metadata><a xmlns='urn:a'/></metadata>
  <memory unit='KiB'>4194304</memory>
  <currentMemory unit='KiB'>4194304</currentMemory>
  <vcpu placement='static'>4</vcpu>
  <os>
    <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
    <boot dev='hd'/>
  </os>
  <cpu mode='custom' match='exact' check='partial'>
    <model fallback='allow'>Haswell</model>
  </cpu>
  <clock offset='utc'/>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>
    <disk type='file' device='disk'>
      <driver name='qemu' type='raw' cache='none'/>
      <source file='/a.img'/>
      <target dev='vda' bus='virtio'/>
    </disk>
    <disk type='file' device='disk'>
      <driver name='qemu' type='raw'/>
      <source file='/b.img'/>
      <target dev='vdb' bus='virtio'/>
    </disk>
    <controller type='usb' index='0' model='qemu-xhci'/>
  </devices>
  <qemu:commandline><qemu:arg value='-x'/></qemu:commandline>
</domain>
`;

function losses(given: string, stored = STORED): string[] {
  const [one, other] = [given, stored].map((text) => serveDocument(text).views[0]?.domain);
  if (one === undefined || other === undefined) throw new Error("no domain");
  return lossesBetween(one, other, grammar).map(
    ({ element, attribute, file, libvirt, start }) =>
      `${element}${attribute === undefined ? "" : ` ${attribute}`}: ${file} → ${libvirt ?? "nothing"} (${given.slice(start, start + 6)})`,
  );
}

describe("what libvirt adds or writes otherwise is no loss", () => {
  it.each([
    ["the same", STORED],
    [
      "what people write",
      "<domain type='qemu'><name>web01</name><memory unit='GiB'>4</memory><vcpu>4</vcpu><os><type machine='q35'>hvm</type></os><cpu><model>Haswell</model></cpu></domain>",
    ],
    ["a default", STORED.replace("cache='none'", "cache='none' io='default'")],
    [
      "the name of a device of a running VM",
      STORED.replace("<source file='/a.img'/>", "$&<alias name='virtio-disk0'/>"),
    ],
    ["what is in metadata", STORED.replace("<a xmlns='urn:a'/>", "<a xmlns='urn:a'><b c='1'/></a>")],
    ["a tray that is closed", STORED.replace("<target dev='vda'", "$& tray='closed'")],
    ["a comment", STORED.replace("<devices>", "<!-- disks --><devices>")],
    ["an attribute that another disk has", STORED.replace("type='raw'/>", "type='raw' cache='none'/>")],
  ])("%s", (_, given) => {
    expect(losses(given)).toEqual([]);
  });
});

describe("what is gone is told, where it was written", () => {
  it.each([
    ["an attribute that libvirt does not know", ["<vcpu ", "<vcpu curent='1' "], "vcpu curent: 1 → nothing (curent)"],
    [
      "an element that it does not know",
      ["</model>", "</model><toplogy sockets='1' cores='4'/>"],
      "cpu/toplogy: sockets='1' cores='4' → nothing (<toplo)",
    ],
    [
      "all of an element, once",
      ["<clock", "<clok a='1'><timer name='x'/></clok><clock"],
      "clok: a='1' → nothing (<clok )",
    ],
    ["a value", [">Haswell<", ">Broadwell<"], "cpu/model: Broadwell → Haswell (<model)"],
    ["a feature", ["</model>", "</model><feature policy='require' name='aes'/>"], /^cpu\/feature\[aes\]: /],
    ["in a disk", ["cache='none'", "cahce='none'"], "devices/disk/driver cahce: none → nothing (cahce=)"],
    ["a device", ["<controller", "<wachdog model='x'/><controller"], "devices/wachdog: model='x' → nothing (<wachd)"],
    ["metadata without a namespace", ["<metadata>", "<metadata><b>1</b>"], "metadata/b: 1 → nothing (<b>1</)"],
    [
      "a second one of a namespace",
      ["<a xmlns='urn:a'/>", "<a xmlns='urn:a'/><x:b xmlns:x='urn:a'/>"],
      "metadata/x:b: xmlns:x='urn:a' → nothing (<x:b x)",
    ],
    [
      "a password, which is not shown",
      ["<disk type", "<disk passwd='p' type"],
      "devices/disk passwd:  → nothing (passwd)",
    ],
    [
      "what has a password, which is not shown",
      ["<controller", "<graphix port='1' passwd='p'><passphrase>p</passphrase></graphix><controller"],
      "devices/graphix: port='1' → nothing (<graph)",
    ],
    ["a secret text, which is not shown", ["</os>", "<cookie>p</cookie></os>"], "os/cookie:  → nothing (<cooki)"],
    ["a text", ["</os>", "<foo>bar</foo></os>"], "os/foo: bar → nothing (<foo>b)"],
  ] as const)("%s", (_, [old, now], expected) => {
    const told = losses(STORED.replace(old, now));
    expect(told).toHaveLength(1);
    if (typeof expected === "string") expect(told).toEqual([expected]);
    else expect(told[0]).toMatch(expected);
  });
});
