import * as l10n from "@vscode/l10n";
import type { Catalogue } from "../catalogue/catalogue.js";
import { comparable, similarTo } from "../catalogue/similarNames.js";
import type { CpuMap } from "../engine/index.js";
import { isOlder } from "./isOlder.js";

/**
 * Tells the feature that is most likely meant: by the map's aliases, by spelling alone, by few typing errors. What it
 * looks through is made ready when it is first needed: one document may have hundreds of names that nobody knows.
 */
export function likelyFeatures(map: CpuMap): (name: string) => string | undefined {
  let guess: ((name: string) => string | undefined) | undefined;
  return (name) => {
    const trimmed = name.trim();
    if (map.featureByName.has(trimmed)) return trimmed;
    const alias = map.featureByAlias.get(trimmed) ?? map.featureByAlias.get(trimmed.toLowerCase());
    if (alias !== undefined) return alias.name;
    guess ??= guesser([...map.featureByName.keys(), ...map.featureByAlias.keys()]);
    const found = guess(trimmed);
    return found && (map.featureByAlias.get(found)?.name ?? found);
  };
}

/** The model that is most likely meant. */
export function likelyModel(name: string, catalogue: Catalogue): string | undefined {
  const trimmed = name.trim();
  if (catalogue.models.has(trimmed)) return trimmed;
  return guesser([...catalogue.models.keys()])(trimmed);
}

/** By spelling, then by typing errors; of equally near ones the first. */
function guesser(candidates: readonly string[]): (name: string) => string | undefined {
  const ready = comparable(candidates);
  const bySpelling = new Map([...candidates].reverse().map((candidate) => [spelling(candidate), candidate]));
  return (name) => bySpelling.get(spelling(name)) ?? similarTo(name, ready, 1)[0];
}

/** Says which release brought a name that `release` does not know yet. */
export function knownLater(since: string | undefined, release: string): string | undefined {
  return since !== undefined && isOlder(release, since) ? l10n.t(" libvirt {0} does.", since) : undefined;
}

/** A name without what people write differently: capitals, and `-`, `_`, `.` or a space. */
function spelling(name: string): string {
  return name.toLowerCase().replaceAll(/[-_. ]/g, "");
}
