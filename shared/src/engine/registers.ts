import type { CpuData, CpuidRow } from "./cpuData.js";
import type { CpuMap, Register, Signature, Vendor } from "./cpuMap.js";
import type { Words } from "./words.js";

export interface SignatureValue {
  readonly family: number;
  readonly model: number;
  readonly stepping: number;
}

/** Puts raw register values into the words of a map; only bits that some feature of the map uses are kept. */
export function wordsOfData(data: CpuData, map: CpuMap): Words {
  const used = new Uint32Array(map.registers.length);
  for (const feature of map.features) for (const { word, mask } of feature.bits) used[word] = (used[word] ?? 0) | mask;
  return Uint32Array.from(map.registers, (register, i) => registerValue(data, register) & (used[i] ?? 0));
}

function registerValue(data: CpuData, register: Register): number {
  if (register.kind === "msr") {
    const row = data.msr.find((entry) => entry.index === register.index);
    return row === undefined ? 0 : register.name === "eax" ? row.eax : row.edx;
  }
  return leafOf(data, register.index, register.subleaf)?.[register.name] ?? 0;
}

function leafOf(data: CpuData, leaf: number, subleaf = 0): CpuidRow | undefined {
  return data.cpuid.find((row) => row.leaf === leaf && row.subleaf === subleaf);
}

/** The vendor that leaf 0 spells in ebx, edx, ecx; undefined when the map does not know it. */
export function vendorOfData(data: CpuData, map: CpuMap): Vendor | undefined {
  const row = leafOf(data, 0);
  if (row === undefined) return undefined;
  const string = [row.ebx, row.edx, row.ecx].map(spell).join("");
  return [...map.vendors.values()].find((vendor) => vendor.string === string);
}

function spell(register: number): string {
  return String.fromCharCode(...[0, 8, 16, 24].map((shift) => (register >>> shift) & 0xff));
}

/** Family, model and stepping of leaf 1 eax; undefined when the leaf is missing or zero. */
export function signatureOfData(data: CpuData): SignatureValue | undefined {
  const eax = leafOf(data, 1)?.eax ?? 0;
  if (eax === 0) return undefined;
  return {
    family: ((eax >>> 20) & 0xff) + ((eax >>> 8) & 0xf),
    model: (((eax >>> 16) & 0xf) << 4) + ((eax >>> 4) & 0xf),
    stepping: eax & 0xf,
  };
}

/** A list matches on family and model, and on stepping where the entry lists steppings. */
export function signatureMatches(list: readonly Signature[], value: SignatureValue): boolean {
  return list.some(
    (entry) =>
      entry.family === value.family &&
      entry.model === value.model &&
      (entry.steppings.length === 0 ||
        entry.steppings.some(([from, to]) => value.stepping >= from && value.stepping <= to)),
  );
}
