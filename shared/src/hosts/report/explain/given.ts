import { featureNames } from "../../../engine/cpuData.js";
import { type CpuDefinition, CpuError, expandOnHost, takesHostCpu } from "../../../engine/index.js";
import { difference } from "../../../engine/words.js";
import type { Guest } from "../../guest.js";
import { givenWords } from "../../hostWords.js";
import type { PoolHost } from "../../poolHost.js";
import { wordsIn } from "../../targetCpus.js";
import { code, type Span } from "../document.js";
import { count, featureSpans } from "../lists.js";

/**
 * What libvirt makes of a definition where it starts: which model host-model becomes, what becomes of optional
 * features, what is left out unchecked.
 *
 * @returns nothing where the host's documents do not tell
 */
export function givenText({ cpu, arch }: Guest, { host, map }: PoolHost): Span[] {
  if (takesHostCpu(cpu.mode)) {
    return ["The guest gets all that the hypervisor can give of the host's CPU."];
  }
  if (map.arch !== "x86" || (arch !== "x86_64" && arch !== "i686")) return [];
  try {
    const expanded = expandOnHost(cpu, host, map);
    return [...headText(cpu, expanded), ...optionalText(cpu, expanded), ...leftOutText(expanded, { host, map })];
  } catch (error) {
    if (error instanceof CpuError) return [];
    throw error;
  }
}

function headText(cpu: CpuDefinition, expanded: CpuDefinition): Span[] {
  const { model = "", features } = expanded;
  const what = [code(model), ` with ${count(features.length, "feature")} spelled out`];
  if (cpu.mode === "host-model") return [code("host-model"), " becomes ", ...what, "."];
  if (cpu.match === "minimum") return ["With ", code("match='minimum'"), " the guest gets ", ...what, "."];
  if (cpu.model === undefined) return ["The definition names no model, so the guest gets ", ...what, "."];
  return ["The guest gets ", ...what, "."];
}

function optionalText(cpu: CpuDefinition, expanded: CpuDefinition): Span[] {
  const optional = new Set(cpu.features.flatMap(({ name, policy }) => (policy === "optional" ? [name] : [])));
  if (optional.size === 0) return [];
  const given = expanded.features.flatMap(({ name, policy }) =>
    optional.has(name) && policy === "require" ? [name] : [],
  );
  if (given.length === 0) return [" Of its optional features it gets none."];
  return [" Of its optional features it gets ", ...featureSpans(given), "."];
}

/** Without a check the guest starts with less than it asks for. */
function leftOutText(expanded: CpuDefinition, host: Pick<PoolHost, "host" | "map">): Span[] {
  const given = givenWords({ ...host, name: "", release: "" });
  const asked = wordsIn(expanded, host.map);
  if (expanded.check !== "none" || given === undefined || asked === undefined) return [];
  const lacking = featureNames(difference(asked, given), host.map);
  if (lacking.length === 0) return [];
  return [" Nothing is checked, and it lacks ", ...featureSpans(lacking), "."];
}
