// Made from data/schema/cpu-map-index.schema.json (CpuMapIndex) by `npm run data:generate`. Do not edit.

/**
 * The libvirt releases whose CPU maps are included, and which other releases they speak for.
 */
export interface CpuMapIndex {
  /**
   * Where this schema is, relative to the file.
   */
  $schema: string;
  /**
   * Oldest first.
   *
   * @minItems 1
   */
  maps: [IncludedMap, ...IncludedMap[]];
}
export interface IncludedMap {
  /**
   * The release whose map it is.
   */
  release: string;
  /**
   * Another release: it, and those between the two, have this map too. Older or newer.
   */
  alsoOf?: string;
  /**
   * all: that release's map is the same; names: it has the same models and features, and a definition may differ.
   */
  alike?: "all" | "names";
  /**
   * How that is known.
   */
  source?: string;
}
