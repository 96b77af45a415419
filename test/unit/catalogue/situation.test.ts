import { describe, expect, it } from "vitest";
import { archOf, grammarPath, situationOf, textsWhen, type WhenDoc } from "../../../shared/src/catalogue/index.js";
import { domainView } from "../../../shared/src/domain/index.js";
import { elementAt, parseXml } from "../../../shared/src/xml/index.js";

describe("situationOf", () => {
  it.each([
    [
      "<domain type='kvm'><cpu/></domain>",
      { mode: "custom", match: "exact", check: "", fallback: "allow", type: "kvm" },
    ],
    [
      "<domain type='qemu'><cpu mode='host-model' check='full'><model fallback='forbid'/></cpu></domain>",
      { mode: "host-model", check: "full", fallback: "forbid", type: "qemu" },
    ],
    ["<domain type='xen'/>", { mode: "custom", type: "xen" }],
    // A definition by itself is mostly meant for KVM.
    ["<cpu match='strict'/>", { match: "strict", type: "kvm" }],
  ])("%s", (text, expected) => {
    const view = domainView(parseXml(text));
    if (view === undefined) throw new Error("not served");
    expect(situationOf(view, view.cpu, archOf(view))).toMatchObject({ arch: "x86_64", ...expected });
  });
});

describe("textsWhen", () => {
  const when: WhenDoc[] = [
    { text: "always" },
    { mode: ["custom", "maximum"], text: "by mode" },
    { mode: ["custom"], check: [""], text: "by both" },
    { type: ["kvm"], arch: ["s390x"], text: "elsewhere" },
  ];
  const situation = { mode: "custom", match: "exact", check: "", fallback: "allow", type: "kvm", arch: "x86_64" };

  it.each([
    [{}, ["always", "by mode", "by both"]],
    [{ check: "none" }, ["always", "by mode"]],
    [{ mode: "host-model" }, ["always"]],
    [{ mode: "", arch: "s390x" }, ["always", "elsewhere"]],
  ])("%j: %j", (part, expected) => {
    expect(textsWhen(when, { ...situation, ...part })).toEqual(expected);
  });

  it("says nothing where there is nothing", () => {
    expect(textsWhen(undefined, situation)).toEqual([]);
  });
});

describe("grammarPath", () => {
  it.each([
    ["<domain><cpu><numa><ce|ll/></numa></cpu></domain>", "cpu/numa/cell"],
    ["<domain><vc|pu/></domain>", "vcpu"],
    ["<domain><vcpus><vc|pu/></vcpus></domain>", "vcpus/vcpu"],
    ["<domainsnapshot><inactiveDomain><cpu><mo|del/></cpu></inactiveDomain></domainsnapshot>", "cpu/model"],
    ["<cpus><c|pu/></cpus>", "cpu"],
    ["<c|pu/>", "cpu"],
    ["<vc|pu/>", undefined],
    ["<domain><devices><cpu><mo|del/></cpu></devices></domain>", "devices/cpu/model"],
    ["<capabilities><host><cpu><mo|del/></cpu></host></capabilities>", undefined],
    ["<domain><na|me/></domain>", "name"],
    ["<dom|ain/>", "domain"],
    [
      "<domain xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><q:commandline><q:a|rg/></q:commandline></domain>",
      "qemu:commandline/qemu:arg",
    ],
  ])("%s: %s", (marked, path) => {
    const offset = marked.indexOf("|");
    const element = elementAt(parseXml(marked.replace("|", "")), offset - 1);
    expect(element && grammarPath(element)).toBe(path);
  });
});
