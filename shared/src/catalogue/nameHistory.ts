import { isOlder } from "../common/releases.js";
import type { MapEntry } from "../engine/cpuMapAt.js";
import type { MapModel } from "../engine/cpuMapsJson.js";
import type { CpuMapsJson } from "../engine/index.js";
import { firstOf, type IncludedMap, lastOf } from "./releases.js";
import type { Arrivals, Dates } from "./sinceJson.js";

/** When a name came: exactly (`since`), or between two releases; nothing where the oldest map has it already. */
export interface Arrival {
  /** The release that brought it. */
  readonly since?: string;
  /** The newest release that surely lacks it. */
  readonly after?: string;
  /** The oldest that surely has it. */
  readonly by?: string;
}

export interface NameHistory extends Arrival {
  /** The newest release that surely has it, and the oldest that surely lacks it again. */
  readonly gone?: { readonly after: string; readonly by: string };
}

/** What all included maps together, and libvirt's release notes, tell of names. */
export interface NameHistories {
  readonly models: ReadonlyMap<string, NameHistory>;
  readonly features: ReadonlyMap<string, NameHistory>;
}

/**
 * When each model and feature of an architecture came. A feature is there at the latest with the first model that is
 * defined by it.
 *
 * @param json the maps of the architecture
 * @param index for which releases they speak, oldest first
 * @param dates what release notes tell
 */
export function nameHistories(
  json: CpuMapsJson,
  index: readonly IncludedMap[],
  dates: Dates | undefined,
): NameHistories {
  const spans = index.filter(({ release }) => json.releases.includes(release));
  const models = historiesOf(json.models, spans, dates?.models);
  const features = historiesOf(json.features, spans, dates?.features);
  for (const [by, names] of featuresByArrival(json.models, models)) {
    for (const name of names) {
      const history = features.get(name);
      if (history?.by !== undefined && isOlder(by, history.by)) features.set(name, { ...history, by });
    }
  }
  return { models, features };
}

/** Release -> what the models that it brought are made of. */
function featuresByArrival(
  entries: readonly MapModel[],
  histories: ReadonlyMap<string, NameHistory>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { name, since, features = [] } of entries) {
    const { since: told, by = told } = histories.get(name) ?? {};
    if (by === undefined || since === undefined) continue;
    const names = found.get(by) ?? new Set();
    for (const feature of features) names.add(feature);
    found.set(by, names);
  }
  return found;
}

function historiesOf(
  entries: readonly MapEntry[],
  spans: readonly IncludedMap[],
  dates: Arrivals | undefined,
): Map<string, NameHistory> {
  const told = new Map(Object.entries(dates ?? {}));
  const at = new Map(spans.map(({ release }, place) => [release, place]));
  const places = new Map<string, { first: number; last: number }>();
  for (const { name, since, until } of entries) {
    const known = places.get(name);
    const [first, last] = [at.get(since ?? "") ?? 0, at.get(until ?? "") ?? spans.length - 1];
    places.set(name, {
      first: Math.min(first, known?.first ?? first),
      last: Math.max(last, known?.last ?? last),
    });
  }
  return new Map(
    [...places].map(([name, place]) => [
      name,
      { ...arrival(place.first, spans, told.get(name)), ...gone(place.last, spans) },
    ]),
  );
}

function arrival(first: number, spans: readonly IncludedMap[], told: Arrivals[string] | undefined): Arrival {
  if (typeof told === "string") return { since: told };
  if (told !== undefined) return told;
  return first === 0 ? {} : { after: lastOf(spans[first - 1]), by: firstOf(spans[first]) };
}

function gone(last: number, spans: readonly IncludedMap[]): Pick<NameHistory, "gone"> {
  if (last === spans.length - 1) return {};
  return { gone: { after: lastOf(spans[last]), by: firstOf(spans[last + 1]) } };
}
