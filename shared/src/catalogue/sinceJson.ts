// Made from data/schema/since.schema.json (Since) by `npm run data:generate`. Do not edit.

/**
 * Which of the included libvirt releases first knows a model or feature.
 */
export interface Since {
  /**
   * Where this schema is, relative to the file.
   */
  $schema: string;
  /**
   * What it was made from.
   */
  source: string;
  /**
   * By the name of the map.
   */
  arches: {
    [k: string]: NewNames;
  };
}
/**
 * Those that the oldest included release lacks.
 */
export interface NewNames {
  models: Releases;
  features: Releases;
}
/**
 * Name -> release.
 */
export interface Releases {
  [k: string]: string;
}
