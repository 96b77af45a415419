import type { ModelView } from "../domain/index.js";
import type { CpuDefinition, CpuMap, Model } from "../engine/index.js";
import type { CheckContext } from "./rule.js";

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
