// Made from data/schema/levels.schema.json (Levels) by `npm run data:generate`. Do not edit.

/**
 * The generations of each vendor's processors, as clusters are levelled by them.
 */
export interface Levels {
  /**
   * Where this schema is, relative to the file.
   */
  $schema: string;
  /**
   * Where the levels and their order come from.
   */
  source: string;
  /**
   * SPDX expression.
   */
  license: string;
  /**
   * @minItems 1
   */
  ladders: [Ladder, ...Ladder[]];
}
export interface Ladder {
  /**
   * libvirt's name.
   */
  vendor: "Intel" | "AMD";
  /**
   * The lowest first.
   *
   * @minItems 1
   */
  levels: [Level, ...Level[]];
}
export interface Level {
  /**
   * As VMware EVC calls it.
   */
  name: string;
  /**
   * libvirt's models of that generation, those with the most features first; any of them gives the level. None where libvirt has no such model.
   */
  models: string[];
  /**
   * What says that these models are of this level.
   */
  from: string;
  /**
   * Where model and level differ, or why there is no model; a sentence for the reader, names in backticks.
   */
  note?: string;
}
