import type { Catalogue } from "../catalogue/catalogue.js";
import { similarNames } from "../catalogue/similarNames.js";
import type { CpuMap } from "../engine/index.js";
import { isOlder } from "./isOlder.js";

/** The feature that is most likely meant: by the map's aliases, by spelling alone, by few typing errors. */
export function likelyFeature(name: string, map: CpuMap): string | undefined {
  const trimmed = name.trim();
  if (map.featureByName.has(trimmed)) return trimmed;
  const alias = map.featureByAlias.get(trimmed) ?? map.featureByAlias.get(trimmed.toLowerCase());
  if (alias !== undefined) return alias.name;
  return likely(trimmed, [...map.featureByName.keys(), ...map.featureByAlias.keys()], (found) => {
    return map.featureByAlias.get(found)?.name ?? found;
  });
}

/** The model that is most likely meant. */
export function likelyModel(name: string, catalogue: Catalogue): string | undefined {
  const trimmed = name.trim();
  if (catalogue.models.has(trimmed)) return trimmed;
  return likely(trimmed, [...catalogue.models.keys()], (found) => found);
}

function likely(name: string, candidates: readonly string[], resolve: (found: string) => string): string | undefined {
  const plain = spelling(name);
  const same = candidates.find((candidate) => spelling(candidate) === plain);
  const found = same ?? similarNames(name, candidates, 1)[0];
  return found === undefined ? undefined : resolve(found);
}

/** Says which release brought a name that `release` does not know yet. */
export function knownLater(since: string | undefined, release: string): string | undefined {
  return since !== undefined && isOlder(release, since) ? ` libvirt ${since} does.` : undefined;
}

/** A name without what people write differently: capitals, and `-`, `_`, `.` or a space. */
function spelling(name: string): string {
  return name.toLowerCase().replaceAll(/[-_. ]/g, "");
}
