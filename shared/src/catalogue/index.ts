/** What we know of CPUs, for completion, hover, rules and the command line. */
export { ABI_LEVELS, type AbiLevel, abiLevel } from "./abiLevel.js";
export { archOf } from "./archOf.js";
export type { Catalogue, FeatureEntry, ModelEntry } from "./catalogue.js";
export { makeCatalogues } from "./catalogues.js";
export type { AttributeDoc, ElementDoc, Grammar, ValueDoc, WhenDoc } from "./grammar.js";
export { grammarPath } from "./grammarPath.js";
export { type CatalogueOptions, loadCatalogue } from "./loadCatalogue.js";
export { featuresOf, includesFeature, modelHas, modelsWith } from "./modelFeatures.js";
export { placeOf } from "./placeOf.js";
export { loadReleases, pickRelease, type ReadData } from "./releases.js";
export { similarNames } from "./similarNames.js";
export { type Situation, situationOf, textsWhen } from "./situation.js";
