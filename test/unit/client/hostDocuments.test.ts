import { describe, expect, it } from "vitest";
import { documentModel } from "../../../client/src/commands/showModel.js";
import { documentArch } from "../../../client/src/documents/isLibvirtDocument.js";
import { isHostDocument } from "../../../client/src/hosts/findHosts.js";

const beginnings: readonly (readonly [beginning: string, isHost: boolean])[] = [
  ["<domainCapabilities>\n  <path>", true],
  ["<?xml version='1.0'?><capabilities>", true],
  ["<cpudata arch='x86'>", true],
  ["<cpu>\n  <arch>x86_64</arch>", true],
  ["<cpu mode='host-model'>\n  <feature", false],
  ["CPU 0:\n   0x00000000 0x00: eax=0x0000000d ebx=0x756e6547", true],
  ["CPU:\n   0x00000000 0x00: eax=0x0000000d ebx=0x756e6547", true],
  ["CPU: a letter about processors", false],
  ["<domain type='kvm'>", false],
  ["", false],
];

describe("isHostDocument", () => {
  it.each(beginnings)("%j: %s", (beginning, isHost) => {
    expect(isHostDocument(beginning)).toBe(isHost);
  });
});

const arches: readonly (readonly [text: string, arch: string | undefined])[] = [
  ["<domain><os><type arch='x86_64' machine='q35'>hvm</type></os></domain>", "x86_64"],
  ['<domain><os><type machine="virt" arch = "aarch64">hvm</type></os></domain>', "aarch64"],
  ["<domain><!-- <type arch='s390x'>hvm</type> --><os><type arch='i686'>hvm</type></os></domain>", "i686"],
  ["<domain><os><type>hvm</type></os></domain>", undefined],
  ["<domain><!-- <type arch='s390x'>", undefined],
  ["<cpu/>", undefined],
];

describe("documentArch", () => {
  it.each(arches)("%s: %s", (text, arch) => {
    expect(documentArch(text)).toBe(arch);
  });
});

describe("documentModel", () => {
  it.each([
    ["<cpu><model fallback='allow'>Haswell-noTSX</model></cpu>", "Haswell-noTSX"],
    ["<cpu>\n<model>\n EPYC \n</model></cpu>", "EPYC"],
    ["<interface><model type='virtio'/></interface>", undefined],
    ["<cpu><model></model></cpu>", undefined],
  ])("%s: %s", (text, model) => {
    expect(documentModel(text)).toBe(model);
  });
});
