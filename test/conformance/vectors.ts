import { readFileSync } from "node:fs";
import {
  type CpuData,
  type CpuDefinition,
  CpuError,
  type CpuMap,
  cpuMapAt,
  loadCpuMap,
  parseCpu,
} from "../../shared/src/engine/index.js";

const VECTORS = new URL("./vectors/", import.meta.url);
const DATA = new URL("../../data/", import.meta.url);

export function readVectors<T>(name: string): T[] {
  const lines = readFileSync(new URL(name, VECTORS), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as T);
}

export function readVectorFile(name: string): string {
  return readFileSync(new URL(name, VECTORS), "utf8");
}

export function loadMap(arch = "x86", release = "12.8.0"): CpuMap {
  return loadCpuMap(cpuMapAt(JSON.parse(readFileSync(new URL(`cpu-map/${arch}.json`, DATA), "utf8")), release));
}

interface RecordedHost {
  readonly title: string;
  readonly cpuid: readonly (readonly [number, number, number, number, number, number])[];
  readonly msr: readonly (readonly [number, number, number])[];
  readonly variants: readonly string[];
}

const hosts = new Map(Object.entries(JSON.parse(readVectorFile("hosts.json")) as Record<string, RecordedHost>));

export const hostNames: readonly string[] = [...hosts.keys()];

export function hostData(name: string): CpuData {
  const host = recorded(name);
  return {
    cpuid: host.cpuid.map(([leaf, subleaf, eax, ebx, ecx, edx]) => ({ leaf, subleaf, eax, ebx, ecx, edx })),
    msr: host.msr.map(([index, eax, edx]) => ({ index, eax, edx })),
  };
}

/** `NAME#K` -> variant K of the host's definition. */
export function hostVariant(id: string): CpuDefinition {
  return parseCpu(hostVariantXml(id), { type: "host" });
}

export function hostVariantXml(id: string): string {
  const [name = "", variant = "0"] = id.split("#");
  const xml = recorded(name).variants[Number(variant)];
  if (xml === undefined) throw new Error(`no variant ${id}`);
  return xml;
}

function recorded(name: string): RecordedHost {
  const host = hosts.get(name);
  if (host === undefined) throw new Error(`no host ${name}`);
  return host;
}

/** Domain capabilities list a host-model's features by name, libvirt prints an expanded one in the map's order. */
export function comparable({ features, ...rest }: CpuDefinition) {
  return { ...rest, features: features.map(({ name, policy }) => `${policy} ${name}`).sort() };
}

export type Answer<T = string> = { readonly ok: T } | { readonly error: string };

/** Runs a question; the engine's typed error becomes libvirt's message, anything else fails the test. */
export function answer<T>(ask: () => T): Answer<T> {
  try {
    return { ok: ask() };
  } catch (error) {
    if (error instanceof CpuError) return { error: error.message };
    throw error;
  }
}
