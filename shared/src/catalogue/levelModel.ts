import type { CpuMap, Model } from "../engine/index.js";
import { type AbiLevel, abiLevel } from "./abiLevel.js";
import { modelHas } from "./modelFeatures.js";

/** Microcode has taken transactional memory away from most processors that had it. */
const TSX = ["hle", "rtm"];

/** A vendor's models that fulfil a level of the x86-64 ABI, the oldest generation first; none that is a version of another. */
export function modelsOfLevel(level: AbiLevel, vendor: string, map: CpuMap): readonly Model[] {
  const reaches = (model: Model) => (abiLevel(model, map) ?? "") >= level;
  return map.models.filter((model) => model.vendor === vendor && !/-v\d+$/.test(model.name) && reaches(model));
}

/** The one among them that every younger processor runs: of the oldest generation, without transactional memory. */
export function oldestOf([oldest, ...younger]: readonly Model[], map: CpuMap): Model | undefined {
  if (oldest === undefined) return undefined;
  const siblings = [oldest, ...younger].filter(({ name }) => generationOf(name) === generationOf(oldest.name));
  return siblings.find((each) => !TSX.some((name) => modelHas(each, name, map))) ?? oldest;
}

/** `Haswell` of `Haswell-noTSX-IBRS`. */
export function generationOf(model: string): string {
  return model.replace(/(-noTSX|-IBRS|-IBPB)+$/, "");
}
