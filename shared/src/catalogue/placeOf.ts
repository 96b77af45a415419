import type { CpuMap, Feature } from "../engine/index.js";

/** Leaves of CPUID that have more than one subleaf with features, so that the subleaf is worth saying. */
const WITH_SUBLEAVES = new Set([0x7, 0xd, 0xf, 0x10, 0x12, 0x14, 0x1e, 0x24]);

/**
 * Where a feature stands: `CPUID leaf 0x7, subleaf 0, ebx bit 5`, `MSR 0x10a bit 3`.
 *
 * @returns "" for architectures whose features have no register
 */
export function placeOf(feature: Feature, map: CpuMap): string {
  return feature.bits.map(({ word, mask }) => registerPlace(map.registers[word], mask)).join("; ");
}

function registerPlace(register: CpuMap["registers"][number] | undefined, mask: number): string {
  if (register === undefined) return "";
  const { kind, index, subleaf, name } = register;
  // An MSR has 64 bits: edx holds the upper half.
  const bits = bitsOf(mask, kind === "msr" && name === "edx" ? 32 : 0);
  const number = `0x${index.toString(16)}`;
  if (kind === "msr") return `MSR ${number} ${bits}`;
  const part = subleaf > 0 || WITH_SUBLEAVES.has(index) ? `, subleaf ${subleaf}` : "";
  return `CPUID leaf ${number}${part}, ${name} ${bits}`;
}

function bitsOf(mask: number, offset: number): string {
  const bits: number[] = [];
  for (let bit = 0; bit < 32; bit++) if ((mask & (1 << bit)) !== 0) bits.push(bit + offset);
  return `${bits.length > 1 ? "bits" : "bit"} ${bits.join(", ")}`;
}
