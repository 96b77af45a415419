import { known } from "../common/known.js";
import { findFeature, findModel, hasBits, type Words, wordsOf } from "./cpuData.js";
import type { CpuMap } from "./cpuMap.js";
import { type CpuDefinition, type CpuDefinitionFeature, type CpuPolicy, takesHostCpu } from "./definition.js";
import { updateArm, updatePpc64 } from "./otherArch.js";
import { asReadBy } from "./reads.js";

/**
 * What a guest gets on a host (virCPUUpdate, libvirt 12.8): host-model and `match='minimum'` become the host's model
 * and features, `optional` becomes `require` or `disable`, host-passthrough and maximum stay.
 *
 * @param written the guest's definition; what the map's release does not read, the guest does not get
 * @param host the host's definition, or its host-model from domain capabilities
 * @param map the CPU map to judge by
 * @returns mode custom, match exact or strict, no optional features
 * @throws CpuError `unknown-model`, `unknown-feature`
 * @example updateCpu(parseCpu("<cpu mode='host-model'/>", { type: "guest" }), hostCpu, map).mode // "custom"
 */
export function updateCpu(written: CpuDefinition, host: CpuDefinition, map: CpuMap): CpuDefinition {
  const guest = asReadBy(written, map.release);
  if (map.arch === "ppc64") return updatePpc64(guest);
  if (takesHostCpu(guest.mode)) return guest;
  if (map.arch === "aarch64") return updateArm(guest, host);
  return updateX86(guest, host, map);
}

function updateX86(guest: CpuDefinition, host: CpuDefinition, map: CpuMap): CpuDefinition {
  const migratable = migratableHost(host, map);
  const takesHostModel = guest.mode === "host-model" || guest.match === "minimum";
  const features = new FeatureList();
  if (takesHostModel)
    for (const feature of migratable.features) features.set(feature.name, feature.policy ?? "require");
  for (const { name, policy } of guest.features) {
    features.set(name, policy === "optional" ? decided(name, migratable.words, map) : (policy ?? "require"));
  }
  const isStrict = guest.match === "strict" && guest.mode !== "host-model";
  const head = takesHostModel ? hostHead(guest, migratable.cpu) : guest;
  const removed = head.model === undefined ? [] : findModel(head.model, map).removed;
  for (const name of removed) features.setIfMissing(name, "disable");
  return { ...head, mode: "custom", match: isStrict ? "strict" : "exact", features: features.all() };
}

/** Only of an optional feature libvirt asks whether the host has it; other names stay as they are, known or not. */
function decided(name: string, host: Words, map: CpuMap): CpuPolicy {
  return hasBits(host, findFeature(name, map, "unknown").bits) ? "require" : "disable";
}

interface MigratableHost {
  readonly cpu: CpuDefinition;
  readonly features: readonly CpuDefinitionFeature[];
  readonly words: Words;
}

const HOSTS = new WeakMap<CpuMap, WeakMap<CpuDefinition, MigratableHost>>();

/** Once for each host's definition: a fleet is asked about at every key. */
function migratableHost(host: CpuDefinition, map: CpuMap): MigratableHost {
  const ofMap = HOSTS.get(map) ?? new WeakMap<CpuDefinition, MigratableHost>();
  HOSTS.set(map, ofMap);
  const known = ofMap.get(host) ?? makeMigratable(host, map);
  ofMap.set(host, known);
  return known;
}

/** The host without the features it lists that block migration; what its model itself brings, stays. */
function makeMigratable(host: CpuDefinition, map: CpuMap): MigratableHost {
  const features = host.features.filter(({ name }) => findFeature(name, map).migratable);
  return { cpu: host, features, words: wordsOf({ ...host, features }, map) };
}

/** host-model takes model and vendor of the host; minimum keeps the guest's own vendor. */
function hostHead(guest: CpuDefinition, host: CpuDefinition): CpuDefinition {
  const { model: _model, ...rest } = guest;
  const { model, vendor } = host;
  if (guest.mode !== "host-model") return { ...rest, ...known({ model }) };
  const { vendor: _vendor, ...own } = rest;
  return { ...own, ...known({ model, vendor }) };
}

/** Features with policies: a name set again keeps its place. */
export class FeatureList {
  private readonly policies = new Map<string, CpuPolicy>();

  set(name: string, policy: CpuPolicy): void {
    this.policies.set(name, policy);
  }

  setIfMissing(name: string, policy: CpuPolicy): void {
    if (!this.policies.has(name)) this.policies.set(name, policy);
  }

  all(): CpuDefinitionFeature[] {
    return [...this.policies].map(([name, policy]) => ({ name, policy }));
  }
}
