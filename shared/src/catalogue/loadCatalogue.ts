import type { CpuMap, CpuMapsJson, Feature } from "../engine/index.js";
import { abiLevel } from "./abiLevel.js";
import { archFiles } from "./archOf.js";
import { type Catalogue, type FeatureEntry, type ModelEntry, registerBits } from "./catalogue.js";
import type { FeatureDoc, FeatureDocs } from "./featureDocs.js";
import { parseGrammar } from "./grammar.js";
import type { HypervisorModel, HypervisorModels } from "./hypervisorModels.js";
import { knownIn } from "./knows.js";
import { mapOfRelease } from "./mapOfRelease.js";
import type { ModelDoc, ModelDocs } from "./modelDocs.js";
import { type NameHistories, type NameHistory, nameHistories } from "./nameHistory.js";
import { type AskedRelease, type Judged, judgedBy, loadReleases, type ReadData } from "./releases.js";
import type { Since } from "./sinceJson.js";

export interface CatalogueOptions extends AskedRelease {
  /** libvirt's name of the guest's architecture. */
  readonly arch: string;
  /** A host's own map, in place of the release's. */
  readonly ownMap?: CpuMap;
}

/**
 * Loads what is known of one architecture in one libvirt release, and no other files. An architecture that we have no
 * data of has the grammar alone; a model or feature that nobody has described gets a plain summary.
 *
 * @throws what `readData` throws for a file that must be there: the map, the grammar
 */
export async function loadCatalogue(readData: ReadData, options: CatalogueOptions): Promise<Catalogue> {
  const { arch, release } = options;
  const files = archFiles(arch);
  const [grammar, mapped, offered, modelDocs, featureDocs] = await Promise.all([
    readData("docs/elements.json").then(parseGrammar),
    files?.map === undefined ? undefined : loadMap(readData, files.map, options),
    files && readIfThere<HypervisorModels>(readData, `models/${files.models}.json`),
    files && readIfThere<ModelDocs>(readData, `docs/models/${files.docs}.json`),
    // libvirt's ppc64 map has no features.
    files?.map === undefined || files.map === "ppc64"
      ? undefined
      : readIfThere<FeatureDocs>(readData, `docs/features/${files.map}.json`),
  ]);
  const map = mapped?.map;
  return {
    arch,
    release,
    map,
    judged: mapped?.judged ?? { release, by: release, certainty: "own" },
    // Most documents name nothing whose history is asked for.
    get histories() {
      return mapped?.histories() ?? { models: new Map(), features: new Map() };
    },
    differing: mapped?.differing ?? new Set(),
    models: modelEntries({ map, offered: offered?.models ?? [], docs: toMap(modelDocs?.models) }),
    features: featureEntries(map, toMap(featureDocs?.features)),
    grammar,
  };
}

async function loadMap(readData: ReadData, arch: CpuMap["arch"], asked: CatalogueOptions) {
  const [maps, index, since] = await Promise.all([
    readJson<CpuMapsJson>(readData, `cpu-map/${arch}.json`),
    loadReleases(readData),
    readIfThere<Since>(readData, "cpu-map/since.json"),
  ]);
  let made: NameHistories | undefined;
  const histories = () => {
    made ??= nameHistories(maps, index, since?.arches[arch]);
    return made;
  };
  const { release, ownMap } = asked;
  if (ownMap?.arch === arch) return ofOwnMap(ownMap, release, histories);
  const judged = judgedBy(asked, index);
  return { ...mapOfRelease(maps, judged, histories), histories, judged };
}

/** What a host's own map has, its libvirt has. What it lacks came later, if it did at all. */
function ofOwnMap(map: CpuMap, release: string, built: () => NameHistories) {
  const judged: Judged = { release, by: release, certainty: "own" };
  const histories = (): NameHistories => ({
    models: ownHistories(map.modelByName.keys(), built().models, release),
    features: ownHistories(map.featureByName.keys(), built().features, release),
  });
  return { map, judged, histories, differing: new Set<string>() };
}

function ownHistories(
  names: Iterable<string>,
  built: ReadonlyMap<string, NameHistory>,
  release: string,
): ReadonlyMap<string, NameHistory> {
  const later = [...built].filter(([, history]) => knownIn({ release }, history).known === "later");
  return new Map([...later, ...[...names].map((name): [string, NameHistory] => [name, {}])]);
}

async function readJson<T>(readData: ReadData, path: string): Promise<T> {
  return JSON.parse(await readData(path)) as T;
}

/** Descriptions are a help, not a condition. */
async function readIfThere<T>(readData: ReadData, path: string): Promise<T | undefined> {
  try {
    return await readJson<T>(readData, path);
  } catch {
    return undefined;
  }
}

function toMap<T>(record: Readonly<Record<string, T>> | undefined): ReadonlyMap<string, T> {
  return new Map(Object.entries(record ?? {}));
}

/** One entry a feature, in the map's order; none where libvirt has no map. */
function featureEntries(map: CpuMap | undefined, docs: ReadonlyMap<string, FeatureDoc>): Map<string, FeatureEntry> {
  if (map === undefined) return new Map();
  return new Map(map.features.map((feature) => [feature.name, featureEntry(feature, map, docs.get(feature.name))]));
}

function featureEntry(feature: Feature, map: CpuMap, doc: FeatureDoc | undefined): FeatureEntry {
  const place = registerBits(feature, map);
  return {
    name: feature.name,
    title: doc?.title ?? feature.name,
    summary: doc?.summary ?? (place === "" ? `The CPU feature ${feature.name}.` : `The CPU feature at ${place}.`),
    group: doc?.group ?? "other",
    aliases: feature.aliases,
    place,
    migratable: feature.migratable,
    ...(map.uncertain.features.has(feature.name) ? { isUncertain: true } : {}),
  };
}

/** What the entries are made of; each may know models that the others do not. */
interface ModelSources {
  readonly map: CpuMap | undefined;
  readonly offered: readonly HypervisorModel[];
  readonly docs: ReadonlyMap<string, ModelDoc>;
}

/** Of these libvirt refuses a model that its map does not have, and domain capabilities do not name it. */
const NO_OTHERS: ReadonlySet<CpuMap["arch"] | undefined> = new Set(["x86", "ppc64"]);

/** One entry a model: the map's in its order, then those that only hypervisors know, where libvirt takes them. */
function modelEntries(sources: ModelSources): Map<string, ModelEntry> {
  const offered = new Map(sources.offered.map((model) => [model.name, model]));
  const others = NO_OTHERS.has(sources.map?.arch) ? [] : offered.keys();
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
    ...(map?.uncertain.models.has(name) ? { isUncertain: true } : {}),
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
