import * as l10n from "@vscode/l10n";
import {
  type AbiLevel,
  type Catalogue,
  featuresOf,
  generationOf,
  modelHas,
  modelsOfLevel,
  oldestOf,
} from "../catalogue/index.js";
import type { CpuDefinition, CpuDefinitionFeature, CpuMap, Model } from "../engine/index.js";
import { noPlaceText, placeCpu } from "../rules/cpuEdits.js";
import type { RuleContext } from "../rules/rule.js";
import type { Rewritten } from "./rewrite.js";

export const PROFILE_LEVELS = ["x86-64-v2", "x86-64-v3", "x86-64-v4"] as const;
export const PROFILE_VENDORS = ["Intel", "AMD"] as const;

/** A level of the x86-64 ABI on the processors of one vendor. */
export interface Profile {
  readonly level: AbiLevel;
  readonly vendor: string;
  readonly cpu: CpuDefinition;
}

/** Level 3 has these two as well; libvirt's map lacks them in the Haswell generation, where QEMU and all hosts have them. */
const ALSO_IN_LEVEL_3 = ["f16c", "abm"];

/**
 * Puts a profile into the document: over the `<cpu>` that is there, or as a new one. libvirt knows no `x86-64-v3`; the
 * profile is the oldest model of the vendor that fulfils the level, so that every younger processor runs it.
 */
export function insertProfile(context: RuleContext, level: string, vendor: string): Rewritten {
  const profile = profiles(context.catalogue).find((each) => each.level === level && each.vendor === vendor);
  if (profile === undefined) {
    return { error: l10n.t("There is no CPU level {0} of {1} for {2}.", level, vendor, context.catalogue.arch) };
  }
  const edits = placeCpu(context.document.text, context.view, profile.cpu);
  if (edits === undefined) return { error: noPlaceText() };
  return { edits, summary: l10n.t("CPU level {0} for {1}: {2}.", level, vendor, profile.cpu.model ?? "") };
}

/** The profiles that a libvirt release can say, lowest level first; none off x86-64. */
export function profiles({ arch, map }: Pick<Catalogue, "arch" | "map">): Profile[] {
  if (arch !== "x86_64" || map?.arch !== "x86") return [];
  return PROFILE_LEVELS.flatMap((level) => PROFILE_VENDORS.flatMap((vendor) => profile(level, vendor, map) ?? []));
}

function profile(level: AbiLevel, vendor: string, map: CpuMap): Profile | undefined {
  const reaching = modelsOfLevel(level, vendor, map);
  const model = oldestOf(reaching, map);
  if (model === undefined) return undefined;
  const features = [...stillMissing(model, level, map), ...laterDropped(model, reaching, map)];
  const cpu: CpuDefinition = {
    type: "guest",
    mode: "custom",
    match: "exact",
    model: model.name,
    fallback: "forbid",
    features,
  };
  return { level, vendor, cpu };
}

function stillMissing(model: Model, level: AbiLevel, map: CpuMap): CpuDefinitionFeature[] {
  if (level < "x86-64-v3") return [];
  return ALSO_IN_LEVEL_3.filter((name) => !modelHas(model, name, map)).map((name) => ({ name, policy: "require" }));
}

/** What most of the vendor's other models have no more (AMD's xop and fma4) would keep the profile off them. */
function laterDropped(model: Model, candidates: readonly Model[], map: CpuMap): CpuDefinitionFeature[] {
  const others = candidates.filter(({ name }) => generationOf(name) !== generationOf(model.name));
  return featuresOf(model, map)
    .filter((name) => others.filter((other) => !modelHas(other, name, map)).length * 2 > others.length)
    .map((name) => ({ name, policy: "disable" }));
}
