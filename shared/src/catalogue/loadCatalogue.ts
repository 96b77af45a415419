import { type CpuMapJson, loadCpuMap } from "../engine/index.js";
import { filesOf } from "./archOf.js";
import type { Catalogue, Since } from "./catalogue.js";
import type { FeatureDocs } from "./featureDocs.js";
import { featureEntries } from "./featureEntries.js";
import { parseGrammar } from "./grammar.js";
import type { HypervisorModels } from "./hypervisorModels.js";
import type { ModelDocs } from "./modelDocs.js";
import { modelEntries } from "./modelEntries.js";
import type { ReadData } from "./releases.js";
import type { Since as SinceJson } from "./sinceJson.js";

export interface CatalogueOptions {
  /** libvirt's name of the guest's architecture. */
  readonly arch: string;
  /** One of the included releases, see pickRelease. */
  readonly release: string;
}

/**
 * Loads what is known of one architecture in one libvirt release, and no other files. An architecture that we have no
 * data of has the grammar alone; a model or feature that nobody has described gets a plain summary.
 *
 * @throws what `readData` throws for a file that must be there: the map, the grammar
 */
export async function loadCatalogue(readData: ReadData, { arch, release }: CatalogueOptions): Promise<Catalogue> {
  const files = filesOf(arch);
  const [grammar, map, since, offered, modelDocs, featureDocs] = await Promise.all([
    readData("docs/elements.json").then(parseGrammar),
    files?.map === undefined ? undefined : readJson<CpuMapJson>(readData, `cpu-map/${release}/${files.map}.json`),
    files?.map === undefined ? undefined : readIfThere<SinceJson>(readData, "cpu-map/since.json"),
    files && readIfThere<HypervisorModels>(readData, `models/${files.models}.json`),
    files && readIfThere<ModelDocs>(readData, `docs/models/${files.docs}.json`),
    // libvirt's ppc64 map has no features.
    files?.map === undefined || files.map === "ppc64"
      ? undefined
      : readIfThere<FeatureDocs>(readData, `docs/features/${files.map}.json`),
  ]);
  const cpuMap = map && loadCpuMap(map);
  return {
    arch,
    release,
    map: cpuMap,
    models: modelEntries({ map: cpuMap, offered: offered?.models ?? [], docs: toMap(modelDocs?.models) }),
    features: featureEntries(cpuMap, toMap(featureDocs?.features)),
    since: sinceOf(since, files?.map),
    grammar,
  };
}

function sinceOf(since: SinceJson | undefined, map: string | undefined): Since {
  const names = map === undefined ? undefined : since?.arches[map];
  return { models: toMap(names?.models), features: toMap(names?.features) };
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
