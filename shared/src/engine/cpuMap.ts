import { known } from "../common/known.js";
import { addBits, type Bits, countBeyond, hasBits, subtractWords, type Words } from "./cpuData.js";
import { CpuError, INTERNAL_ERROR } from "./cpuError.js";
import type { CpuMapJson } from "./cpuMapAt.js";
import type { MapFeature, MapModel, MapRegister } from "./cpuMapsJson.js";
import type { MapArch } from "./cpuMapXml.js";

/** A CPU map made ready for questions. Nothing in it changes after loading. */
export interface CpuMap {
  readonly arch: MapArch;
  /** The libvirt release, `major.minor.micro`. */
  readonly release: string;
  /** Which register each word of CPU data holds. */
  readonly registers: readonly Register[];
  /** Vendors by libvirt's name (`Intel`). */
  readonly vendors: ReadonlyMap<string, Vendor>;
  /** In libvirt's order. */
  readonly features: readonly Feature[];
  readonly featureByName: ReadonlyMap<string, Feature>;
  /** QEMU's and Linux's spellings -> libvirt's name. */
  readonly featureByAlias: ReadonlyMap<string, Feature>;
  /** In libvirt's order. */
  readonly models: readonly Model[];
  readonly modelByName: ReadonlyMap<string, Model>;
  /** Every feature is one bit and no two share one, so that counting bits counts features. */
  readonly oneBitEach: boolean;
  /** Those of which it is not known whether the release has them. No definition is made of them. */
  readonly uncertain: UncertainNames;
}

/** Names in a map that is put together from those of a release's neighbours. */
export interface UncertainNames {
  readonly models: ReadonlySet<string>;
  readonly features: ReadonlySet<string>;
}

export interface Vendor {
  readonly name: string;
  /** x86: the 12 characters of CPUID leaf 0. */
  readonly string?: string;
}

/** One 32-bit register: of a CPUID leaf, or of a model-specific register. */
export interface Register {
  readonly kind: "cpuid" | "msr";
  readonly index: number;
  readonly subleaf: number;
  readonly name: "eax" | "ebx" | "ecx" | "edx";
}

export interface Feature {
  readonly name: string;
  /** Position in libvirt's order. */
  readonly order: number;
  readonly bits: Bits;
  readonly migratable: boolean;
  readonly aliases: readonly string[];
}

export interface Signature {
  readonly family: number;
  readonly model: number;
  /** Inclusive ranges; empty when every stepping matches. */
  readonly steppings: readonly (readonly [from: number, to: number])[];
}

export interface Model {
  readonly name: string;
  readonly order: number;
  readonly group?: string;
  readonly ancestor?: string;
  /** The versioned name of the same CPU (`EPYC` -> `EPYC-v1`). */
  readonly canonical?: string;
  readonly vendor?: string;
  readonly signatures: readonly Signature[];
  readonly words: Words;
  /** Features that newer hypervisors spell out for this model; not part of its data. */
  readonly added: readonly string[];
  /** Features the model once had; a definition made from it disables them. */
  readonly removed: readonly string[];
  readonly decodeHost: boolean;
  readonly decodeGuest: boolean;
  /** libvirt compares this model by the map, not by what the hypervisor lists, when the check is partial. */
  readonly partialCheckCompat: boolean;
  /** ppc64 and aarch64: processor version values with their masks. */
  readonly pvrs: readonly { readonly value: number; readonly mask: number }[];
}

/**
 * Compiles a CPU map of one architecture and libvirt release.
 *
 * @param json what `cpuMapAt` returns
 * @param uncertain names in it of which it is not known whether the release has them
 * @throws CpuError `invalid-map` when a model names a feature, vendor or ancestor that the map does not have
 *   (libvirt: "Feature … required by CPU model … not found")
 * @example loadCpuMap(cpuMapAt(JSON.parse(readFileSync("data/cpu-map/x86.json", "utf8")), "12.8.0")).release // "12.8.0"
 */
export function loadCpuMap(
  json: CpuMapJson,
  uncertain: UncertainNames = { models: new Set(), features: new Set() },
): CpuMap {
  const registers = new RegisterTable();
  const features = json.features.map((feature, order) => compileFeature(feature, order, registers));
  const featureByName = new Map(features.map((feature) => [feature.name, feature]));
  const vendors = new Map(json.vendors.map((vendor): [string, Vendor] => [vendor.name, vendor]));
  const width = registers.all.length;
  const models = compileModels(json.models, { width, featureByName, vendors, uncertain: uncertain.models });
  return {
    arch: json.arch,
    release: json.release,
    registers: registers.all,
    vendors,
    features,
    featureByName,
    featureByAlias: aliasTable(features),
    models: [...models.values()],
    modelByName: models,
    oneBitEach: isOneBitEach(features, width),
    uncertain,
  };
}

/** Gives each register that some feature uses the number of its word. */
class RegisterTable {
  readonly all: Register[] = [];
  private readonly numbers = new Map<string, number>();

  wordOf(register: Register): number {
    const key = `${register.kind} ${register.index} ${register.subleaf} ${register.name}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.all.length);
    return this.all.push(register) - 1;
  }
}

function compileFeature(feature: MapFeature, order: number, registers: RegisterTable): Feature {
  return {
    name: feature.name,
    order,
    bits: (feature.registers ?? []).flatMap((register) => compileBits(register, registers)),
    migratable: feature.migratable !== false,
    aliases: (feature.aliases ?? []).map((alias) => alias.name),
  };
}

function compileBits(register: MapRegister, registers: RegisterTable): Bits {
  const kind = register.msr === undefined ? "cpuid" : "msr";
  const index = Number(register.msr ?? register.cpuid ?? 0);
  const subleaf = Number(register.subleaf ?? 0);
  return (["eax", "ebx", "ecx", "edx"] as const).flatMap((name) => {
    const mask = register[name];
    return mask === undefined ? [] : [{ word: registers.wordOf({ kind, index, subleaf, name }), mask: Number(mask) }];
  });
}

function isOneBitEach(features: readonly Feature[], width: number): boolean {
  const taken = new Uint32Array(width);
  return features.every(({ bits }) => {
    const [only] = bits;
    if (only === undefined || bits.length > 1 || countBeyond(Uint32Array.of(only.mask), new Uint32Array(1)) !== 1) {
      return false;
    }
    if (hasBits(taken, bits)) return false;
    addBits(taken, bits);
    return true;
  });
}

function aliasTable(features: readonly Feature[]): Map<string, Feature> {
  return new Map(features.flatMap((feature) => feature.aliases.map((alias): [string, Feature] => [alias, feature])));
}

interface ModelContext {
  readonly width: number;
  readonly featureByName: ReadonlyMap<string, Feature>;
  readonly vendors: ReadonlyMap<string, Vendor>;
  /** Names of models. */
  readonly uncertain: ReadonlySet<string>;
}

function compileModels(entries: readonly MapModel[], context: ModelContext): Map<string, Model> {
  const models = new Map<string, Model>();
  for (const entry of entries) {
    const ancestor = ancestorOf(entry, models);
    models.set(entry.name, compileModel(entry, models.size, ancestor, context));
    if (ancestor !== undefined && changesNothing(entry) && !context.uncertain.has(entry.name)) {
      models.set(ancestor.name, { ...ancestor, canonical: entry.name });
    }
  }
  return models;
}

function ancestorOf(entry: MapModel, models: ReadonlyMap<string, Model>): Model | undefined {
  if (entry.ancestor === undefined) return undefined;
  const ancestor = models.get(entry.ancestor);
  if (ancestor === undefined) throw invalid(`Ancestor model ${entry.ancestor} not found for CPU model ${entry.name}`);
  return ancestor;
}

function changesNothing(entry: MapModel): boolean {
  const own = [entry.features, entry.added, entry.removed, entry.signatures, entry.pvrs];
  return entry.vendor === undefined && own.every((values) => values === undefined);
}

function compileModel(entry: MapModel, order: number, ancestor: Model | undefined, context: ModelContext): Model {
  const words = new Uint32Array(context.width);
  if (ancestor !== undefined) inherit(words, ancestor, context);
  for (const name of entry.features ?? []) addBits(words, featureOf(name, entry, context).bits);
  for (const name of [...(entry.added ?? []), ...(entry.removed ?? [])]) featureOf(name, entry, context);
  const vendor = entry.vendor ?? ancestor?.vendor;
  if (vendor !== undefined && !context.vendors.has(vendor)) {
    throw invalid(`Unknown vendor ${vendor} referenced by CPU model ${entry.name}`);
  }
  return {
    name: entry.name,
    order,
    ...known({ group: entry.group, ancestor: ancestor?.name, vendor }),
    signatures: entry.signatures?.map(compileSignature) ?? ancestor?.signatures ?? [],
    words,
    added: entry.added ?? [],
    removed: entry.removed ?? [],
    decodeHost: entry.decode?.host ?? true,
    decodeGuest: entry.decode?.guest ?? true,
    partialCheckCompat: entry.partialCheck === "compat",
    pvrs: (entry.pvrs ?? []).map(({ value, mask }) => ({ value: Number(value), mask: Number(mask ?? 0xffffffff) })),
  };
}

function inherit(words: Words, ancestor: Model, context: ModelContext): void {
  words.set(ancestor.words);
  const removed = new Uint32Array(context.width);
  for (const name of ancestor.removed) addBits(removed, context.featureByName.get(name)?.bits ?? []);
  subtractWords(words, removed);
}

function featureOf(name: string, model: MapModel, context: ModelContext): Feature {
  const feature = context.featureByName.get(name);
  if (feature === undefined) throw invalid(`Feature ${name} required by CPU model ${model.name} not found`);
  return feature;
}

function compileSignature(entry: { family: number; model: number; steppings?: string }): Signature {
  const steppings = (entry.steppings ?? "").split(",").filter((range) => range !== "");
  return {
    family: entry.family,
    model: entry.model,
    steppings: steppings.map((range) => {
      const [from = "0", to = from] = range.split("-");
      return [Number(from), Number(to)] as const;
    }),
  };
}

function invalid(detail: string): CpuError {
  return new CpuError("invalid-map", INTERNAL_ERROR, detail);
}
