/** What we know of CPUs, for completion, hover, rules and the command line. */
export * from "./abiLevel.js";
export { archOf } from "./archOf.js";
export type { Catalogue, FeatureEntry, ModelEntry } from "./catalogue.js";
export { registerBits } from "./catalogue.js";
export type { AttributeDoc, ElementDoc, Grammar, OnlyDoc, ValueDoc, WhenDoc } from "./grammar.js";
export { childPath, type GrammarName, grammarName, grammarPath, nameOf, parentPath } from "./grammar.js";
export { type Knowledge, type KnowledgeSubject, knows, otherRelease } from "./knows.js";
export { type CatalogueOptions, loadCatalogue } from "./loadCatalogue.js";
export type { Arrival } from "./nameHistory.js";
export { conditionOn, failingCondition, isReadBy } from "./reads.js";
export {
  type AskedRelease,
  type IncludedMap,
  type Judged,
  judgedBy,
  loadReleases,
  namedReleases,
  pickRelease,
  type ReadData,
  type ReleaseRange,
  releaseWithin,
} from "./releases.js";
export * from "./similarNames.js";
export { makeCatalogues, type Situation, situationOf, textsWhen } from "./situation.js";
