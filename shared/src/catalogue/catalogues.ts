import type { Catalogue } from "./catalogue.js";
import { type CatalogueOptions, loadCatalogue } from "./loadCatalogue.js";
import type { ReadData } from "./releases.js";

/** Catalogues kept in memory; architectures come from documents, so there must be a limit. */
const MAX_KEPT = 6;

/** Loads each catalogue when it is first asked for, and keeps the last few. */
export function makeCatalogues(readData: ReadData): (options: CatalogueOptions) => Promise<Catalogue> {
  const kept = new Map<string, Promise<Catalogue>>();
  return (options) => {
    const key = `${options.release} ${options.arch}`;
    const catalogue = kept.get(key) ?? loadCatalogue(readData, options);
    // Put back at the end: the first is the one that was not asked for the longest.
    kept.delete(key);
    kept.set(key, catalogue);
    if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value ?? key);
    catalogue.catch(() => kept.delete(key));
    return catalogue;
  };
}
