import { describe, expect, it } from "vitest";
import { CpuError, decodeCpu, formatCpu, parseCpuData, parseCpuidDump } from "../../../shared/src/engine/index.js";
import { hostData, hostNames, loadMap } from "../../conformance/vectors.js";

const map = loadMap();
const hex = (value: number, width = 8) => `0x${value.toString(16).padStart(width, "0")}`;

function codeOf(read: () => unknown): string {
  try {
    read();
    return "read";
  } catch (error) {
    if (error instanceof CpuError) return error.code;
    throw error;
  }
}

function asXml(name: string): string {
  const { cpuid, msr } = hostData(name);
  const rows = cpuid.map(
    ({ leaf, subleaf, eax, ebx, ecx, edx }) =>
      `<cpuid eax_in='${hex(leaf)}' ecx_in='${hex(subleaf, 2)}' eax='${hex(eax)}' ebx='${hex(ebx)}' ecx='${hex(ecx)}' edx='${hex(edx)}'/>`,
  );
  rows.push(...msr.map(({ index, eax, edx }) => `<msr index='${hex(index)}' eax='${hex(eax)}' edx='${hex(edx)}'/>`));
  return `<cpudata arch='x86'>\n  ${rows.join("\n  ")}\n</cpudata>`;
}

function asDump(name: string, header = "CPU:"): string {
  const rows = hostData(name).cpuid.map(
    ({ leaf, subleaf, eax, ebx, ecx, edx }) =>
      `   ${hex(leaf)} ${hex(subleaf, 2)}: eax=${hex(eax)} ebx=${hex(ebx)} ecx=${hex(ecx)} edx=${hex(edx)}`,
  );
  return [header, ...rows, ""].join("\n");
}

describe("parseCpuData", () => {
  it.each(hostNames)("%s", (name) => {
    expect(parseCpuData(asXml(name))).toEqual(hostData(name));
  });

  it("unites rows of one leaf, and takes absent registers for zero", () => {
    const rows = "<cpuid eax_in='0x1' ecx='1'/><cpuid eax_in='1' ecx='0x80000000' edx='2'/><future/>";
    const row = { leaf: 1, subleaf: 0, eax: 0, ebx: 0, ecx: 0x80000001, edx: 2 };
    expect(parseCpuData(`<cpudata arch='x86'>${rows}</cpudata>`)).toEqual({ cpuid: [row], msr: [] });
  });

  it("reads a register with all of its 32 bits", () => {
    const row = { leaf: 1, subleaf: 0, eax: 0xffffffff, ebx: 0, ecx: 0, edx: 0xffffffff };
    const all = "<cpuid eax_in='1' eax='0xffffffff' edx='4294967295'/>";
    expect(parseCpuData(`<cpudata arch='x86'>${all}</cpudata>`)).toEqual({ cpuid: [row], msr: [] });
  });

  it.each([
    ["another root", "<cpu/>", "wrong-root"],
    ["no architecture", "<cpudata/>", "invalid-data"],
    ["another architecture", "<cpudata arch='ppc64'><pvr value='0x0'/></cpudata>", "invalid-data"],
    ["no leaf", "<cpudata arch='x86'><cpuid eax='0x1'/></cpudata>", "invalid-data"],
    ["no MSR index", "<cpudata arch='x86'><msr eax='0x1'/></cpudata>", "invalid-data"],
    ["no number", "<cpudata arch='x86'><cpuid eax_in='0x1' eax='0xg'/></cpudata>", "invalid-data"],
    ["a negative number", "<cpudata arch='x86'><cpuid eax_in='-1'/></cpudata>", "invalid-data"],
    ["33 bits", "<cpudata arch='x86'><cpuid eax_in='0x1' eax='0x100000000'/></cpudata>", "invalid-data"],
    ["too many rows", `<cpudata arch='x86'>${"<msr index='1'/>".repeat(4097)}</cpudata>`, "invalid-data"],
    ["broken XML", "<cpudata arch='x86'>", "not-well-formed"],
  ])("refuses %s", (_what, xml, code) => {
    expect(codeOf(() => parseCpuData(xml))).toBe(code);
  });
});

describe("parseCpuidDump", () => {
  it.each(hostNames)("%s", (name) => {
    expect(parseCpuidDump(asDump(name))).toEqual({ ...hostData(name), msr: [] });
  });

  it.each([
    ["cpuid -1r", "CPU:"],
    ["cpuid -r", "CPU 0:"],
    ["a heading before it", "cpuid tool version 20230228\nmodel name\t: Some CPU\n\nCPU 0:"],
    ["no heading", ""],
  ])("%s", (_what, header) => {
    const name = hostNames[0] ?? "";
    expect(parseCpuidDump(asDump(name, header)).cpuid).toEqual(hostData(name).cpuid);
  });

  it("reads Windows line ends", () => {
    const name = hostNames[0] ?? "";
    expect(parseCpuidDump(asDump(name).replaceAll("\n", "\r\n")).cpuid).toEqual(hostData(name).cpuid);
  });

  it("reads the first CPU only", () => {
    const [first = "", second = ""] = hostNames;
    expect(parseCpuidDump(asDump(first, "CPU 0:") + asDump(second, "CPU 1:")).cpuid).toEqual(hostData(first).cpuid);
  });

  it.each([
    ["a register that is no number", "   0x00000001 0x00: eax=0x0000000g ebx=0x00000000 ecx=0x00000000 edx=0x00000000"],
    ["a register missing", "   0x00000001 0x00: eax=0x00000000 ebx=0x00000000 ecx=0x00000000"],
    [
      "too many rows",
      `CPU:\n${"   0x00000001 0x00: eax=0x00000000 ebx=0x00000000 ecx=0x00000000 edx=0x00000000\n".repeat(4097)}`,
    ],
  ])("refuses %s", (_what, text) => {
    expect(codeOf(() => parseCpuidDump(text))).toBe("invalid-data");
  });

  it.each(["", "no CPU here"])("takes %j for something else", (text) => {
    expect(codeOf(() => parseCpuidDump(text))).toBe("wrong-root");
  });

  it("refuses more than it could hold", () => {
    expect(codeOf(() => parseCpuidDump("x".repeat(8_000_001)))).toBe("too-large");
  });
});

it.each(hostNames)("a dump of %s describes the same CPU as its registers do", (name) => {
  const expected = formatCpu(decodeCpu({ ...hostData(name), msr: [] }, map, { type: "host" }));
  expect(formatCpu(decodeCpu(parseCpuidDump(asDump(name)), map, { type: "host" }))).toBe(expected);
});
