/**
 * Writes which features QEMU's models take where no map of libvirt says it, as QEMU itself shows it:
 *
 *   npx tsx scripts/qemu/recordFeatures.ts [folder with another root]
 *
 * Each model is started once without a guest, and its properties are read; then each is set to its other value.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Ask, releaseOf, startQemu } from "./qmp.js";

const root = join(import.meta.dirname, "../..");
const target = join(root, "shared/src/hosts/checks/qemuFeatureNames.ts");

/** QEMU's own of every device and CPU: no features of a processor. */
const NO_FEATURES = new Set(["realized", "hotplugged", "hotpluggable", "start-powered-off", "rtas-stopped-state"]);

interface Arch {
  readonly name: string;
  readonly machine: string;
  /** Without it, all that domain capabilities list. */
  readonly models?: readonly string[];
  /** What libvirt lets through; without it, all. */
  readonly names?: readonly string[];
  /** The features whose other value is tried; without it, all. */
  readonly tried?: readonly string[];
}

/** What profiles and distributions name of RISC-V: 165 properties of 28 models would take an hour. */
const OF_RISCV = (
  "a b c d f h i m s u v zicsr zifencei zicntr zihpm zba zbb zbc zbs zkt zicbom zicbop zicboz zfh zfhmin zfa zawrs zcb " +
  "zcmop zimop zicond zacas zvfh zvbb zvkt zihintpause zihintntl ssaia smaia sstc svinval svnapot svpbmt svade svadu " +
  "sscofpmf smstateen pmp mmu sv39 sv48 sv57 zicfilp zicfiss"
).split(" ");

const ARCHES: readonly Arch[] = [
  { name: "aarch64", machine: "virt", names: namesOfMap("aarch64") },
  { name: "loongarch64", machine: "virt" },
  { name: "ppc64", machine: "pseries" },
  { name: "riscv64", machine: "virt", tried: OF_RISCV },
  { name: "s390x", machine: "s390-ccw-virtio", models: ["max"], tried: [] },
];

function namesOfMap(arch: string): string[] {
  const { features } = JSON.parse(readFileSync(join(root, `data/cpu-map/${arch}.json`), "utf8"));
  return features.map(({ name }: { readonly name: string }) => name);
}

function modelsOf(arch: string): string[] {
  const { models } = JSON.parse(readFileSync(join(root, `data/models/${arch}.json`), "utf8"));
  return models.map(({ name }: { readonly name: string }) => name);
}

interface Found {
  readonly on: readonly string[];
  readonly off: readonly string[];
  /** Those whose other value QEMU takes too, and those that keep theirs. Of others it is not known. */
  readonly free: readonly string[];
  readonly fixed: readonly string[];
}

/** undefined where the machine type does not take the model. */
async function read(arch: Arch, model: string): Promise<Found | undefined> {
  const values = await start(arch, model, (ask) => valuesOf(ask, arch.names));
  if (values === undefined) return undefined;
  const tried = [...values].filter(([name]) => arch.tried?.includes(name) ?? true);
  const taken = await Promise.all(inParts(tried, PARALLEL).map((part) => tryAll(arch, model, part)));
  const free = taken.flat().sort();
  const named = (wanted: boolean) => [...values].flatMap(([name, value]) => (value === wanted ? [name] : []));
  return {
    on: named(true),
    off: named(false),
    free,
    fixed: tried.flatMap(([name]) => (free.includes(name) ? [] : [name])),
  };
}

/** QEMUs that run at a time. */
const PARALLEL = 4;

function inParts<T>(all: readonly T[], count: number): T[][] {
  return Array.from({ length: count }, (_, part) => all.filter((_each, index) => index % count === part));
}

/** Those features whose other value a model takes. */
async function tryAll(arch: Arch, model: string, values: readonly (readonly [string, boolean])[]): Promise<string[]> {
  const free: string[] = [];
  for (const [name, value] of values) {
    const cpu = `${model},${name}=${value ? "off" : "on"}`;
    if ((await start(arch, cpu, (ask) => ask("query-status"))) !== undefined) free.push(name);
  }
  return free;
}

async function start<T>(arch: Arch, cpu: string, then: (ask: Ask) => Promise<T>): Promise<T | undefined> {
  const options = ["-machine", arch.machine, "-accel", "tcg", "-m", "128", "-cpu", cpu];
  try {
    const { ask, end } = await startQemu(arch.name, ...options);
    const found = await then(ask);
    end();
    return found;
  } catch {
    return undefined;
  }
}

interface Property {
  readonly name: string;
  readonly type: string;
}

async function valuesOf(ask: Ask, names: readonly string[] | undefined): Promise<Map<string, boolean>> {
  const [cpu] = await ask<readonly { readonly "qom-path": string }[]>("query-cpus-fast");
  const path = cpu?.["qom-path"];
  const properties = await ask<readonly Property[]>("qom-list", { path });
  const values = new Map<string, boolean>();
  for (const { name, type } of properties.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (type !== "bool" || NO_FEATURES.has(name) || names?.includes(name) === false) continue;
    const value = await ask("qom-get", { path, property: name }).catch(() => undefined);
    values.set(name, value === true);
  }
  return values;
}

const { ask, end } = await startQemu("riscv64", "-machine", "virt");
const release = await releaseOf(ask);
end();
const arches: Record<string, { names: string; models: Record<string, object> }> = {};
for (const arch of ARCHES) {
  const found = new Map<string, Found>();
  for (const model of arch.models ?? modelsOf(arch.name)) {
    const each = await read(arch, model);
    if (each !== undefined) found.set(model, each);
  }
  const names = [...new Set([...found.values()].flatMap(({ on, off }) => [...on, ...off]))].sort();
  const models = [...found].map(([model, { on, off, free, fixed }]) => {
    const missing = names.filter((name) => !on.includes(name) && !off.includes(name));
    const lacks = missing.length === names.length ? ["*"] : missing;
    const lists = Object.entries({ on, free, fixed, lacks }).filter(([, list]) => list.length > 0);
    return [model, Object.fromEntries(lists.map(([key, list]) => [key, list.join(" ")]))];
  });
  arches[arch.name] = { names: names.join(" "), models: Object.fromEntries(models) };
}
writeFileSync(
  target,
  `/**
 * Which features QEMU's emulated models take, as QEMU ${release.name} itself shows it. Made by scripts/qemu/recordFeatures.ts; do
 * not edit.
 */

/** The QEMU release that this is known of, as a number: 1101 for 11.1. */
export const RECORDED = ${release.number};

interface ModelFeatures {
  /** What it has unless it is told otherwise. */
  readonly on?: string;
  /** What may be changed, each for itself. */
  readonly free?: string;
  /** What may not be changed. */
  readonly fixed?: string;
  /** Names of the architecture that it does not take; \`*\` for all. */
  readonly lacks?: string;
}

export const FEATURES: Readonly<
  Record<string, { readonly names: string; readonly models: Readonly<Record<string, ModelFeatures>> }>
> = ${JSON.stringify(arches, undefined, 2).replaceAll(/\{\s+("lacks": "\*")\s+\}/g, "{ $1 }")};
`,
);
