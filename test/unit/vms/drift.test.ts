import { describe, expect, it } from "vitest";
import { serveDocument } from "../../../shared/src/domain/index.js";
import { driftBetween } from "../../../shared/src/vms/drift.js";
import { testCatalogue } from "../../support/catalogue.js";

const { grammar } = await testCatalogue("x86_64");

/** A definition as libvirt 9.0 stores it. */
const stored = (cpu: string, rest = "") => `<domain type='kvm'>
  <name>web01</name>
  <uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
  <memory unit='KiB'>4194304</memory>
  <currentMemory unit='KiB'>4194304</currentMemory>
  <vcpu placement='static'>4</vcpu>
  <os>
    <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
    <boot dev='hd'/>
  </os>
  ${cpu}
  <clock offset='utc'/>
  <on_poweroff>destroy</on_poweroff>
  <on_reboot>restart</on_reboot>
  <on_crash>destroy</on_crash>
  <devices><emulator>/usr/bin/qemu-system-x86_64</emulator><controller type='usb' index='0'/></devices>${rest}
</domain>
`;

/** What people write. */
const file = (cpu: string, rest = "") => `<domain type='kvm'>
  <name>web01</name>
  <memory unit='GiB'>4</memory>
  <vcpu>4</vcpu>
  <os><type machine='q35'>hvm</type></os>
  ${cpu}${rest}
</domain>
`;

function drift(written: string, libvirt: string): string[] {
  const [one, other] = [written, libvirt].map((text) => serveDocument(text).views[0]?.domain);
  if (one === undefined || other === undefined) throw new Error("no domain");
  return driftBetween(one, other, grammar).map(
    ({ element, attribute, file: here, libvirt: there }) =>
      `${element}${attribute === undefined ? "" : ` ${attribute}`}: ${here ?? "-"} | ${there ?? "-"}`,
  );
}

describe("what libvirt makes of a definition is no drift", () => {
  it.each([
    ["mode and check", "<cpu mode='host-model'/>", "<cpu mode='host-model' check='partial'/>"],
    [
      "a model",
      "<cpu><model>Haswell</model></cpu>",
      "<cpu mode='custom' match='exact' check='partial'>\n    <model fallback='allow'>Haswell</model>\n  </cpu>",
    ],
    [
      "a topology",
      "<cpu mode='host-passthrough'><topology sockets='1' cores='4' threads='1'/></cpu>",
      "<cpu mode='host-passthrough' check='none' migratable='on'><topology sockets='1' dies='1' clusters='1' cores='4' threads='1'/></cpu>",
    ],
    [
      "the order of features",
      "<cpu mode='host-model'><feature policy='disable' name='vmx'/><feature name='aes' policy='require'/></cpu>",
      "<cpu mode='host-model' check='partial'><feature policy='require' name='aes'/><feature policy='disable' name='vmx'/></cpu>",
    ],
    ["no <cpu>", "", "<cpu mode='custom' match='exact' check='none'><model fallback='forbid'>qemu64</model></cpu>"],
    [
      "cells: their numbers, units and distances",
      "<cpu mode='host-model'><numa><cell cpus='0,1' memory='2' unit='GiB'/><cell cpus='2-3' memory='2048' unit='MiB'/></numa></cpu>",
      "<cpu mode='host-model' check='partial'><numa><cell id='0' cpus='0-1' memory='2097152' unit='KiB'/><cell id='1' cpus='2-3' memory='2097152' unit='KiB'/></numa></cpu>",
    ],
  ])("%s", (_, written, libvirt) => {
    expect(drift(file(written), stored(libvirt))).toEqual([]);
  });

  it("devices, labels and metadata", () => {
    const rest = "<metadata><a:b xmlns:a='urn:a'/></metadata><seclabel type='none'/>";
    expect(drift(file("<cpu mode='host-model'/>"), stored("<cpu mode='host-model' check='partial'/>", rest))).toEqual(
      [],
    );
  });
});

describe("what differs is found, the CPU first", () => {
  it.each([
    [
      "<cpu mode='host-model'/>",
      "<cpu mode='host-passthrough' check='none' migratable='on'/>",
      ["cpu mode: host-model | host-passthrough"],
    ],
    [
      "<cpu mode='host-model'/>",
      "<cpu mode='host-model' check='partial'><feature policy='disable' name='vmx'/></cpu>",
      ["cpu/feature[vmx]: - | policy='disable' name='vmx'"],
    ],
    [
      "<cpu mode='host-model'><feature policy='require' name='vmx'/></cpu>",
      "<cpu mode='host-model' check='partial'><feature policy='disable' name='vmx'/></cpu>",
      ["cpu/feature[vmx] policy: require | disable"],
    ],
    ["", "<cpu mode='host-model' check='partial'/>", ["cpu mode: - | host-model"]],
    ["<cpu mode='host-model'/>", "", ["cpu mode: host-model | -"]],
    [
      "<cpu><model>Haswell</model></cpu>",
      "<cpu mode='custom' match='exact' check='partial'><model fallback='allow'>Broadwell</model></cpu>",
      ["cpu/model: Haswell | Broadwell"],
    ],
  ])("%s and %s", (written, libvirt, expected) => {
    expect(drift(file(written), stored(libvirt))).toEqual(expected);
  });

  it("beside the CPU: vCPUs, memory, tuning, features and the clock", () => {
    const rest = "<features><acpi/></features><cputune><shares>512</shares></cputune><clock offset='localtime'/>";
    const written = file("<cpu mode='host-model'/>", rest)
      .replace(">4</vcpu>", ">8</vcpu>")
      .replace("'GiB'>4", "'GiB'>2");
    expect(drift(written, stored("<cpu mode='host-passthrough' check='none' migratable='on'/>"))).toEqual([
      "cpu mode: host-model | host-passthrough",
      "memory: 2 GiB | 4194304 KiB",
      "vcpu: 8 | 4",
      "features/acpi:  | -",
      "cputune/shares: 512 | -",
      "clock offset: localtime | utc",
    ]);
  });
});
