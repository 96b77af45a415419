import { modelHas } from "../catalogue/index.js";
import type { CpuMap, Model } from "../engine/index.js";

/** Features that let a guest use mitigations of CPU flaws, by vendor (QEMU's documentation of x86 CPU models). */
const MITIGATIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["Intel", ["pcid", "spec-ctrl", "stibp", "ssbd", "md-clear"]],
  ["AMD", ["ibpb", "stibp", "virt-ssbd", "amd-ssbd"]],
  ["Hygon", ["ibpb", "stibp", "virt-ssbd", "amd-ssbd"]],
]);

export interface Mitigations {
  readonly included: readonly string[];
  readonly missing: readonly string[];
}

/** Which mitigation features a model has and lacks; undefined for vendors without a list. */
export function mitigationsOf(model: Model, map: CpuMap): Mitigations | undefined {
  const names = MITIGATIONS.get(model.vendor ?? "");
  if (names === undefined) return undefined;
  const has = (name: string) => modelHas(model, name, map);
  return { included: names.filter(has), missing: names.filter((name) => !has(name)) };
}
