import type { CpuMap } from "./cpuMap.js";
import type { CpuDefinition } from "./definition.js";
import { type Host, mapCovers } from "./host.js";
import { because, type StartProblem } from "./startProblem.js";

/**
 * The model and the features of a definition that the release possibly lacks, as reasons why it is not known whether a VM
 * starts. What the host's own libvirt names, it has.
 *
 * @param cpu a guest's definition, defaults filled in
 * @param map of the host's release, perhaps put together from those of the releases around it
 */
export function uncertainNames(cpu: CpuDefinition, host: Host, map: CpuMap): StartProblem[] {
  if (!mapCovers(map, host.arch)) return [];
  return [...uncertainFeatures(cpu, host, map), ...uncertainModel(cpu, host, map)];
}

function uncertainFeatures(cpu: CpuDefinition, host: Host, map: CpuMap): StartProblem[] {
  const names = cpu.features.map(({ name }) => name).filter((name) => map.uncertain.features.has(name));
  if (names.length === 0) return [];
  const told = new Set(describedThere(host).flatMap(({ features }) => features.map(({ name }) => name)));
  return names
    .filter((name) => !told.has(name))
    .map((name) => ({
      code: "feature-uncertain",
      verdict: "unknown",
      message: "",
      features: [name],
      because: because("uncertainFeature", map.release, name),
    }));
}

function uncertainModel(cpu: CpuDefinition, host: Host, map: CpuMap): StartProblem[] {
  const { model } = cpu;
  if (map.arch !== "x86" || model === undefined || !isLookedUp(cpu) || !map.uncertain.models.has(model)) return [];
  if (host.models?.some(({ name }) => name === model)) return [];
  if (describedThere(host).some((each) => each.model === model)) return [];
  const why = because("uncertainModel", map.release, model);
  return [{ code: "model-uncertain", verdict: "unknown", message: "", because: why }];
}

/** The CPUs that the host's own libvirt has described. Register values are described here. */
function describedThere({ modes, hostModel, guests, cpu }: Host): CpuDefinition[] {
  const [ofHypervisor, ofMachine] = [modes && hostModel, guests && cpu];
  return [ofHypervisor, ofMachine].filter((each) => each !== undefined);
}

/** host-model and match='minimum' replace the model, but a partial check looks at it before. */
export function isLookedUp({ mode, match, check }: CpuDefinition): boolean {
  return check === "partial" ? mode === "custom" || mode === "host-model" : mode === "custom" && match !== "minimum";
}
