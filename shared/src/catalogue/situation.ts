import { makeNumbers } from "../common/numbers.js";
import type { CpuView, DomainView } from "../domain/index.js";
import type { CpuMap } from "../engine/index.js";
import type { Catalogue } from "./catalogue.js";
import type { WhenDoc } from "./grammar.js";
import { type CatalogueOptions, loadCatalogue } from "./loadCatalogue.js";
import type { ReadData } from "./releases.js";

/** What an explanation may depend on: a document's values, defaults filled in as libvirt does. */
export interface Situation {
  readonly mode: string;
  readonly match: string;
  /** Empty where the attribute is absent: the driver then chooses. */
  readonly check: string;
  readonly fallback: string;
  /** The domain's type; empty where there is no domain. */
  readonly type: string;
  readonly arch: string;
}

/** The situation that a view's CPU is in. */
export function situationOf(view: DomainView, cpu: CpuView | undefined, arch: string): Situation {
  return {
    mode: cpu?.mode?.value ?? "custom",
    match: cpu?.match?.value ?? "exact",
    check: cpu?.check?.value ?? "",
    fallback: cpu?.model?.fallback?.value ?? "allow",
    type: view.type?.value ?? (view.domain === undefined ? "kvm" : ""),
    arch,
  };
}

/** The texts of those conditions that hold in this situation, in their order. */
export function textsWhen(when: readonly WhenDoc[] | undefined, situation: Situation): string[] {
  return (when ?? []).filter((each) => holds(each, situation)).map(({ text }) => text);
}

function holds(when: WhenDoc, situation: Situation): boolean {
  return (["mode", "match", "check", "fallback", "type", "arch"] as const).every((key) => {
    const words: readonly string[] | undefined = when[key];
    return words === undefined || words.includes(situation[key]);
  });
}

/** Catalogues kept in memory; architectures come from documents, so there must be a limit. */
const MAX_KEPT = 6;

/** Loads each catalogue when it is first asked for, and keeps the last few. */
export function makeCatalogues(readData: ReadData): (options: CatalogueOptions) => Promise<Catalogue> {
  const kept = new Map<string, Promise<Catalogue>>();
  const numberOf = makeNumbers<CpuMap>();
  return (options) => {
    const { release, from = "", arch, ownMap } = options;
    const key = `${release} ${from} ${arch} ${ownMap === undefined ? "" : numberOf(ownMap)}`;
    const catalogue = kept.get(key) ?? loadCatalogue(readData, options);
    // Put back at the end: the first is the one that was not asked for the longest.
    kept.delete(key);
    kept.set(key, catalogue);
    if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value ?? key);
    catalogue.catch(() => kept.delete(key));
    return catalogue;
  };
}
