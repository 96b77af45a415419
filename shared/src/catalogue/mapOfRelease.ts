import { cpuMapAt, isIn, type MapEntry, withoutSpan } from "../engine/cpuMapAt.js";
import type { MapModel } from "../engine/cpuMapsJson.js";
import { type CpuMap, type CpuMapJson, type CpuMapsJson, loadCpuMap } from "../engine/index.js";
import { knownIn } from "./knows.js";
import type { NameHistories, NameHistory } from "./nameHistory.js";
import type { Judged } from "./releases.js";

export interface MapOfRelease {
  readonly map: CpuMap;
  /** Models whose definition differs between the map that speaks and the one on the release's other side. */
  readonly differing: ReadonlySet<string>;
}

/**
 * The map that a release is judged by, made ready. Where the release's own is not included, it is the map of the
 * nearest older one, with those models and features of the next one that the release has for sure or possibly, the
 * latter marked as uncertain.
 *
 * @param histories asked for only where the release's own map is not included
 * @throws CpuError `invalid-map` as loadCpuMap
 */
export function mapOfRelease(maps: CpuMapsJson, judged: Judged, histories: () => NameHistories): MapOfRelease {
  const { release, from, by, other, certainty } = judged;
  const differing = certainty === "own" ? new Set<string>() : differingModels(maps, judged);
  if (certainty === "between" && other !== undefined) {
    return { map: joinNeighbours(maps, judged, histories()), differing };
  }
  const json = { ...cpuMapAt(maps, by), release };
  const map = from === undefined ? loadCpuMap(json) : loadCpuMap(json, uncertainNames(histories(), judged));
  return { map, differing };
}

function uncertainNames({ models, features }: NameHistories, judged: Judged) {
  return { models: knownNames(models, judged).possible, features: knownNames(features, judged).possible };
}

/** The older map with what the newer one has besides, as far as the release may have it. */
function joinNeighbours(maps: CpuMapsJson, judged: Judged, histories: NameHistories): CpuMap {
  const { release, by, other = by } = judged;
  const { releases, vendors, features, models, ...facts } = maps;
  const [older, newer] = [releases.indexOf(by), releases.indexOf(other)];
  const pick = <T extends MapEntry>(entries: readonly T[], isThere: (name: string) => boolean): T[] => {
    const names = new Set(namesOf(entries.filter((entry) => isIn(entry, older, releases))));
    const isPicked = (entry: T): boolean =>
      isIn(entry, older, releases) || (!names.has(entry.name) && isIn(entry, newer, releases));
    return entries.filter((entry) => isPicked(entry) && isThere(entry.name)).map(withoutSpan);
  };
  const [ofModels, ofFeatures] = [knownNames(histories.models, judged), knownNames(histories.features, judged)];
  const json: CpuMapJson = {
    ...facts,
    release,
    vendors: pick(vendors, () => true),
    features: pick(features, ofFeatures.isThere),
    models: pick(models, ofModels.isThere),
  };
  return loadCpuMap(json, { models: ofModels.possible, features: ofFeatures.possible });
}

function knownNames(histories: ReadonlyMap<string, NameHistory>, judged: Judged) {
  const known = new Map([...histories].map(([name, history]) => [name, knownIn(judged, history).known]));
  const possible = new Set([...known].flatMap(([name, each]) => (each === "possibly" ? [name] : [])));
  return { possible, isThere: (name: string) => possible.has(name) || known.get(name) === "yes" };
}

function namesOf(entries: readonly MapEntry[]): string[] {
  return entries.map(({ name }) => name);
}

function differingModels({ models, releases }: CpuMapsJson, { by, other = by }: Judged): ReadonlySet<string> {
  const [own, beside] = [releases.indexOf(by), releases.indexOf(other)];
  const there = new Map(models.filter((model) => isIn(model, beside, releases)).map((model) => [model.name, model]));
  const differs = (model: MapModel): boolean => {
    const counterpart = there.get(model.name);
    return counterpart !== undefined && counterpart !== model && meaningOf(counterpart) !== meaningOf(model);
  };
  return new Set(namesOf(models.filter((model) => isIn(model, own, releases) && differs(model))));
}

/** What a guest gets of a model. How libvirt lists and compares it is left out, and so is what QEMU adds anyway. */
function meaningOf({ ancestor, vendor, features, removed }: MapModel): string {
  return JSON.stringify([ancestor, vendor, features, removed]);
}
