import { addBits, type CpuMap, emptyWords, featureNames, type NamedCpu } from "../../engine/internal.js";
import { emptyFleet, type FleetSum } from "./fleetSum.js";

/** Of the form of a partial; another one is refused. */
const FORM = 1;
/** What tells a partial from a host. */
export const PARTIAL_MARK = "libvirtCpuBaseline";

type Counts = Readonly<Record<string, number>>;

/** A sum as JSON: what one run prints and another merges. Features are named, so that people can read it, too. */
export interface Partial {
  readonly libvirtCpuBaseline: number;
  /** The release whose map it was made with. */
  readonly libvirt: string;
  readonly arch?: string;
  readonly hosts: number;
  /** Of the first hosts. */
  readonly names: readonly string[];
  /** How hosts are described, each way once, the first host's first. */
  readonly described: readonly NamedCpu[];
  /** What all have. */
  readonly common: readonly string[];
  /** The most address bits that all name as their limit; left out where one names none. */
  readonly addressLimit?: number;
  readonly vendors: Counts;
  /** How many hosts have a feature, and the first that lack it; features that none has are left out. */
  readonly features: Readonly<Record<string, readonly [having: number, lacking: readonly string[]]>>;
  /** How many hypervisors tell their models, and of each how many know it and cannot run it, and what blocks it how often. */
  readonly hypervisors: number;
  readonly models: Readonly<Record<string, readonly [known: number, unusable: number, blockers: Counts]>>;
}

/** @param map the one that the sum was made with */
export function toPartial({ arch, baseline, names, models, features, vendors }: FleetSum, map: CpuMap): Partial {
  const { count, first, rest, common, addressLimit } = baseline;
  const counted = [...features].filter(([, { having }]) => having > 0);
  const told = [...models.models];
  return {
    [PARTIAL_MARK]: FORM,
    libvirt: map.release,
    ...(arch === undefined ? {} : { arch }),
    hosts: count,
    names,
    described: first === undefined ? [] : [first, ...rest],
    common: common === undefined ? [] : featureNames(common, map),
    ...(addressLimit === undefined || addressLimit === Infinity ? {} : { addressLimit }),
    vendors: Object.fromEntries(vendors),
    features: Object.fromEntries(counted.map(([name, { having, lacking }]) => [name, [having, lacking]])),
    hypervisors: models.lists,
    models: Object.fromEntries(
      told.map(([name, { known, unusable, blockers }]) => [name, [known, unusable, Object.fromEntries(blockers)]]),
    ),
  };
}

/**
 * The sum that a partial tells.
 *
 * @param value anything: it was made elsewhere
 * @returns what is wrong with it, as the end of a sentence
 */
export function readPartial(value: object, map: CpuMap): FleetSum | { readonly wrong: string } {
  const { libvirtCpuBaseline: form, libvirt, ...rest } = value as Record<string, unknown>;
  if (form !== FORM) return { wrong: "it was made by another version of libvirt-cpu." };
  if (libvirt !== map.release) {
    return {
      wrong: `it was made for libvirt ${String(libvirt)}, this run is for ${map.release}: choose one with --libvirt.`,
    };
  }
  const fleet = emptyFleet(map);
  return fill(fleet, rest, map) ? fleet : { wrong: "it is damaged." };
}

/** @returns whether everything was as `toPartial` makes it */
function fill(fleet: FleetSum, value: Readonly<Record<string, unknown>>, map: CpuMap): boolean {
  const { arch, hosts, names, described, common, addressLimit, vendors, features, hypervisors, models } = value;
  if (!(arch === undefined || typeof arch === "string") || !isCount(hosts) || !isCount(hypervisors)) return false;
  if (!Array.isArray(described) || !described.every(isDescribed) || !Array.isArray(common)) return false;
  if (!Array.isArray(names) || !names.every((name) => typeof name === "string")) return false;
  if (arch !== undefined) fleet.arch = arch;
  fleet.names.push(...names);
  // All of them lack what is not told.
  for (const { lacking } of fleet.features.values()) lacking.push(...names);
  if (addressLimit !== undefined && !isCount(addressLimit)) return false;
  fleet.baseline.addressLimit = hosts === 0 ? Infinity : addressLimit;
  fleet.baseline.count = hosts;
  const [first, ...rest] = described;
  if (first !== undefined) fleet.baseline.first = first;
  fleet.baseline.rest.push(...rest);
  fleet.models.lists = hypervisors;
  return (
    (hosts === 0 || fillCommon(fleet, common, map)) &&
    fillEach(vendors, isCount, (name, count) => fleet.vendors.set(name, count)) &&
    fillEach(features, isFeatureCount, (name, [having, lacking]) => {
      if (fleet.features.has(name)) fleet.features.set(name, { having, lacking: [...lacking] });
    }) &&
    fillEach(models, isModelCount, (name, [known, unusable, blockers]) => {
      fleet.models.models.set(name, { known, unusable, blockers: new Map(Object.entries(blockers)) });
    })
  );
}

function fillCommon({ baseline }: FleetSum, names: readonly unknown[], map: CpuMap): boolean {
  if (map.arch !== "x86") return true;
  const words = emptyWords(map);
  for (const name of names) {
    const feature = typeof name === "string" ? map.featureByName.get(name) : undefined;
    if (feature === undefined) return false;
    addBits(words, feature.bits);
  }
  baseline.common = words;
  return true;
}

/** Names stay what they are: `__proto__` is one. */
function fillEach<T>(value: unknown, is: (each: unknown) => each is T, put: (name: string, each: T) => void): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).every(([name, each]) => {
    if (!is(each)) return false;
    put(name, each);
    return true;
  });
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isDescribed(value: unknown): value is NamedCpu {
  if (typeof value !== "object" || value === null) return false;
  const { model, vendor } = value as Record<string, unknown>;
  return typeof model === "string" && (vendor === undefined || typeof vendor === "string");
}

function isFeatureCount(value: unknown): value is readonly [number, readonly string[]] {
  if (!Array.isArray(value)) return false;
  const [having, lacking] = value as unknown[];
  return isCount(having) && Array.isArray(lacking) && lacking.every((name) => typeof name === "string");
}

function isModelCount(value: unknown): value is readonly [number, number, Counts] {
  if (!Array.isArray(value)) return false;
  const [known, unusable, blockers] = value as unknown[];
  if (!isCount(known) || !isCount(unusable) || typeof blockers !== "object" || blockers === null) return false;
  return Object.values(blockers).every(isCount);
}
