import { CpuError, INTERNAL_ERROR } from "./cpuError.js";
import type { CpuMapsJson, MapFeature, MapModel, MapVendor } from "./cpuMapsJson.js";

/** The CPU map of one architecture in one libvirt release, as the JSON that `loadCpuMap` compiles. */
export interface CpuMapJson extends Omit<CpuMapsJson, "releases"> {
  /** The libvirt release, `major.minor.micro`. */
  readonly release: string;
}

/** What a release's map is made of. */
export type MapEntry = MapVendor | MapFeature | MapModel;

/**
 * Takes the map of one release out of those of all included ones.
 *
 * @param maps the content of `data/cpu-map/<arch>.json`
 * @param release one of `maps.releases`
 * @throws CpuError `invalid-map` for a release whose map is not among them
 * @example cpuMapAt(JSON.parse(readFileSync("data/cpu-map/x86.json", "utf8")), "9.0.0").models.length // 58
 */
export function cpuMapAt(maps: CpuMapsJson, release: string): CpuMapJson {
  const { releases, vendors, features, models, ...facts } = maps;
  const at = releases.indexOf(release);
  if (at < 0) throw new CpuError("invalid-map", INTERNAL_ERROR, `CPU map: there is none of libvirt ${release}`);
  const ofRelease = <T extends MapEntry>(entries: readonly T[]): T[] =>
    entries.filter((entry) => isIn(entry, at, releases)).map(withoutSpan);
  return {
    ...facts,
    release,
    vendors: ofRelease(vendors),
    features: ofRelease(features),
    models: ofRelease(models),
  };
}

/** Whether an entry is in the map at this place of `releases`. */
export function isIn({ since, until }: MapEntry, at: number, releases: readonly string[]): boolean {
  return (
    (since === undefined || releases.indexOf(since) <= at) && (until === undefined || at <= releases.indexOf(until))
  );
}

/** An entry as a single release's map has it. */
export function withoutSpan<T extends MapEntry>({ since: _, until: __, ...entry }: T): T {
  return entry as T;
}
