import { type Catalogue, comparable, modelHas, similarTo } from "../catalogue/index.js";
import type { ModelView } from "../domain/index.js";
import type { CpuDefinition, CpuMap, Model } from "../engine/index.js";
import type { CheckContext } from "./rule.js";

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

/** A name without what people write differently: capitals, and `-`, `_`, `.` or a space. */
function spelling(name: string): string {
  return name.toLowerCase().replaceAll(/[-_. ]/g, "");
}

export interface NamedModel {
  readonly view: ModelView;
  readonly model: Model;
  readonly map: CpuMap;
  readonly cpu: CpuDefinition;
}

/** The model of an x86 KVM guest in mode custom, where libvirt's map has it: what most advice is about. */
export function namedModel({ view, cpu, catalogue }: CheckContext): NamedModel | undefined {
  const { map } = catalogue;
  const model = map?.modelByName.get(cpu?.model ?? "");
  const element = view.cpu?.model;
  if (cpu?.mode !== "custom" || map?.arch !== "x86" || model === undefined || element === undefined) return undefined;
  return view.type?.value === "kvm" ? { view: element, model, map, cpu } : undefined;
}

/** What a definition of mode custom says of a feature: in its list, else by its model. */
export type FeatureState = "on" | "optional" | "off" | "included" | "absent";

/** Answers for any name; one that the map does not know is absent unless it is listed. */
export function featureStates(cpu: CpuDefinition, map: CpuMap): (name: string) => FeatureState {
  const listed = new Map(cpu.features.map(({ name, policy }) => [name, listedState(policy)]));
  const model = map.modelByName.get(cpu.model ?? "");
  return (name) => {
    const included = model !== undefined && modelHas(model, name, map);
    return listed.get(name) ?? (included ? "included" : "absent");
  };
}

function listedState(policy: string | undefined): FeatureState {
  if (policy === "optional") return "optional";
  return policy === "disable" || policy === "forbid" ? "off" : "on";
}
