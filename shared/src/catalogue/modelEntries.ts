import type { CpuMap } from "../engine/index.js";
import { abiLevel } from "./abiLevel.js";
import type { ModelEntry } from "./catalogue.js";
import type { HypervisorModel } from "./hypervisorModels.js";
import type { ModelDoc } from "./modelDocs.js";

/** What the entries are made of; each may know models that the others do not. */
export interface ModelSources {
  readonly map: CpuMap | undefined;
  readonly offered: readonly HypervisorModel[];
  readonly docs: ReadonlyMap<string, ModelDoc>;
}

/**
 * One entry a model: the map's in its order, then those that only hypervisors know. On x86 libvirt refuses what its map
 * does not have, so there are no others.
 */
export function modelEntries(sources: ModelSources): Map<string, ModelEntry> {
  const offered = new Map(sources.offered.map((model) => [model.name, model]));
  const others = sources.map?.arch === "x86" ? [] : offered.keys();
  const names = new Set([...(sources.map?.modelByName.keys() ?? []), ...others]);
  return new Map([...names].map((name) => [name, modelEntry(name, offered.get(name), sources)]));
}

function modelEntry(name: string, offered: HypervisorModel | undefined, { map, docs }: ModelSources): ModelEntry {
  const model = map?.modelByName.get(name);
  const doc = docs.get(name);
  const vendor = model?.vendor ?? doc?.vendor ?? offered?.vendor;
  const level = model && map && abiLevel(model, map);
  const canonical = model?.canonical ?? offered?.canonical;
  return {
    name,
    inMap: model !== undefined,
    offered: offered !== undefined,
    ...(vendor == null ? {} : { vendor }),
    ...(doc?.generation == null ? {} : { generation: doc.generation }),
    ...(doc?.year == null ? {} : { year: doc.year }),
    summary: doc?.summary ?? plainSummary(name, vendor ?? undefined, model?.ancestor),
    ...(canonical === undefined ? {} : { canonical }),
    ...(level === undefined ? {} : { abiLevel: level }),
    deprecated: offered?.deprecated === true,
  };
}

/** For a model that nobody has described. */
function plainSummary(name: string, vendor: string | undefined, ancestor: string | undefined): string {
  if (ancestor !== undefined) return `A variant of ${ancestor}.`;
  return vendor === undefined ? `The model ${name}.` : `A model of ${vendor}.`;
}
