// Made from data/schema/since.schema.json (Since) by `npm run data:generate`. Do not edit.

export type Release = string;
/**
 * A release that lacks it.
 */
export type Release1 = string;
/**
 * A later one that has it.
 */
export type Release2 = string;

/**
 * The libvirt release that brought a model or feature, where it is known better than the included maps tell it.
 */
export interface Since {
  /**
   * Where this schema is, relative to the file.
   */
  $schema: string;
  /**
   * Where the facts were read.
   */
  source: string;
  /**
   * By the name of the map.
   */
  arches: {
    [k: string]: Dates;
  };
}
export interface Dates {
  models?: Arrivals;
  features?: Arrivals;
}
/**
 * Name -> the release that brought it, or between which two that was.
 */
export interface Arrivals {
  [k: string]:
    | Release
    | {
        after: Release1;
        by: Release2;
      };
}
