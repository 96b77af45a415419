import { because } from "./because.js";
import type { CpuDefinition } from "./definition.js";
import type { Host } from "./host.js";
import type { StartProblem } from "./startProblem.js";

/**
 * Architectures whose features no map describes (s390x, riscv64, …), or whose CPUs only QEMU judges (aarch64, ppc64):
 * the hypervisor's list of models is all there is to go by.
 */
export function checkModelOnly(cpu: CpuDefinition, host: Host): StartProblem[] {
  if (cpu.mode !== "custom")
    return cpu.features.length === 0 && host.modes !== undefined ? [] : [undecided(because("notSaidOfFeatures"))];
  if (cpu.model === undefined) return [];
  if (host.models === undefined) return [undecided(because("notSaidOfModel", cpu.model))];
  const model = host.models.find(({ name }) => name === cpu.model);
  if (model === undefined) return [notSupported(cpu.model)];
  if (model.usable === "yes" && cpu.features.length === 0) return [];
  if (model.usable === "no" && model.blockers.length > 0 && cpu.check !== "none") return [missing(cpu, model.blockers)];
  return [undecided(because("notSaidOfModel", cpu.model))];
}

function notSupported(model: string): StartProblem {
  const message = `CPU model ${model} is not supported by hypervisor`;
  return { code: "model-not-supported", verdict: "fails", message, because: because("noReplacementHere", model) };
}

function missing(cpu: CpuDefinition, blockers: readonly string[]): StartProblem {
  const disabled = new Set(cpu.features.filter(({ policy }) => policy === "disable").map(({ name }) => name));
  const features = blockers.filter((name) => !disabled.has(name));
  if (features.length === 0) return undecided(because("notSaidOfModel", cpu.model));
  const message = `Host CPU does not provide required features: ${features.join(", ")}`;
  return {
    code: "missing-features",
    verdict: "fails",
    message,
    features,
    because: because("lacksForModel"),
  };
}

function undecided(why: string): StartProblem {
  return { code: "hypervisor-unknown", verdict: "unknown", message: "", because: why };
}
