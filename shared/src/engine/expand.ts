import { known } from "../common/known.js";
import { featuresIn, findModel, wordsOf } from "./cpuData.js";
import { CpuError, UNSUPPORTED } from "./cpuError.js";
import type { CpuMap } from "./cpuMap.js";
import { decode, type ModelList } from "./decode.js";
import { type CpuDefinition, type CpuPolicy, fillDefaults, takesHostCpu } from "./definition.js";
import type { Host } from "./host.js";
import { asReadBy } from "./reads.js";
import { FeatureList, updateCpu } from "./update.js";

/**
 * Spells out every feature of a definition (virCPUExpandFeatures, libvirt 12.8): the model's as `require`, over them
 * the definition's own `require` and `disable`, last, in a guest's, the features its model once had as `disable`. The policies
 * force, optional and forbid do not survive. Names of features are not looked up. Sorted by name, byte by byte.
 *
 * @param written a guest's or a host's definition
 * @param map the CPU map that knows what a model means
 * @returns the definition with all its features
 * @throws CpuError `unknown-model`
 * @example expandCpu(parseCpu("<cpu><model>486</model></cpu>", { type: "guest" }), map).features[0]?.name // "fpu"
 */
export function expandCpu(written: CpuDefinition, map: CpuMap): CpuDefinition {
  const cpu = asReadBy(written, map.release);
  // Only libvirt's x86 driver has an expansion; the others leave the definition as it is.
  if (map.arch !== "x86") return cpu;
  const model = cpu.model === undefined ? undefined : findModel(cpu.model, map, "unknown");
  const policies = new Map<string, CpuPolicy | undefined>();
  const required = cpu.type === "host" ? undefined : "require";
  if (model !== undefined) for (const { name } of featuresIn(model.words, map)) policies.set(name, required);
  for (const { name, policy } of cpu.features) {
    if (policy === undefined || policy === "require" || policy === "disable") policies.set(name, policy ?? required);
  }
  const removed = cpu.type === "host" ? [] : (model?.removed ?? []);
  for (const name of removed) if (!policies.has(name)) policies.set(name, "disable");
  const features = [...policies]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, policy]) => (policy === undefined ? { name } : { name, policy }));
  return { ...cpu, features };
}

/**
 * What `virsh dumpxml --update-cpu` makes of a definition on this host (libvirt 12.8): libvirtd's defaults filled in,
 * host-model and `match='minimum'` replaced by what the hypervisor gives there, `optional` decided. The guest's
 * topology, cache and address width stay as they are; the host-model's address width is not taken over.
 *
 * @param cpu a guest's definition
 * @param map the CPU map to judge by
 * @param host known by its domain capabilities; if only its processor is known, that is used as the host-model
 * @returns a definition that means the same on every host; host-passthrough and maximum stay what they are
 * @throws CpuError `unknown-host-cpu` when the document told nothing about the host's CPU; `unknown-model`,
 *   `unknown-feature`
 * @example expandOnHost(parseCpu("<cpu mode='host-model'/>", { type: "guest" }), host, map).model // "Skylake-Server-IBRS"
 */
export function expandOnHost(cpu: CpuDefinition, host: Host, map: CpuMap): CpuDefinition {
  const filled = asReadBy(fillDefaults(cpu, host), map.release);
  if (takesHostCpu(filled.mode)) return withMigratable(filled, host);
  const given = host.hostModel ?? host.cpu;
  if (given === undefined) {
    throw new CpuError("unknown-host-cpu", UNSUPPORTED, "unknown host CPU model");
  }
  return updateCpu(filled, given, map);
}

/**
 * libvirtd writes out what QEMU does by itself for an x86 guest of host-passthrough (asked of 9.0, 11.3 and 12.8): QEMU's
 * program for i386 alone has no such choice.
 */
function withMigratable(cpu: CpuDefinition, { arch, emulator }: Host): CpuDefinition {
  const migratable = arch === "x86_64" ? "on" : emulator?.endsWith("i386") ? "off" : undefined;
  return cpu.migratable || cpu.mode !== "host-passthrough" ? cpu : { ...cpu, ...known({ migratable }) };
}

/**
 * The same CPU said with one of the given models (virCPUTranslate, libvirt 12.8).
 *
 * @param written a guest's definition; `fallback` says whether it may change
 * @param map the CPU map to choose a model from
 * @param models what the hypervisor has
 * @returns the definition unchanged when its own model is among them, it has none, or its mode is not custom
 * @throws CpuError `model-not-supported` when fallback is forbid, `cannot-translate` off x86, `unknown-model`, `no-decodable-model`
 * @example translateCpu(parseCpu("<cpu><model>Westmere</model></cpu>", { type: "guest" }), map, ["Nehalem"]).model // "Nehalem"
 */
export function translateCpu(written: CpuDefinition, map: CpuMap, models: ModelList): CpuDefinition {
  const cpu = asReadBy(written, map.release);
  const { model } = cpu;
  if ((cpu.mode ?? "custom") !== "custom") return cpu;
  if (model === undefined || models.some((entry) => (typeof entry === "string" ? entry : entry.name) === model)) {
    return cpu;
  }
  if (cpu.fallback !== "allow") {
    const detail = `CPU model ${model} is not supported by hypervisor`;
    throw new CpuError("model-not-supported", UNSUPPORTED, detail, model);
  }
  if (map.arch !== "x86") {
    const detail = `cannot translate CPU model ${model} to a supported model`;
    throw new CpuError("cannot-translate", "this function is not supported by the connection driver", detail, model);
  }
  return translateX86(cpu, map, models);
}

function translateX86(cpu: CpuDefinition, map: CpuMap, models: ModelList): CpuDefinition {
  const own = findModel(cpu.model ?? "", map);
  const words = wordsOf(cpu, map);
  const first = own.signatures[0];
  const decoded = decode(
    {
      words,
      ...known({
        vendor: own.vendor,
        // libvirt makes CPUID data from the model's first signature, so that Haswell loses its broken TSX here too.
        signature: first && { family: first.family, model: first.model, stepping: first.steppings[0]?.[0] ?? 0 },
      }),
    },
    map,
    { type: "guest", models },
  );
  const features = new FeatureList();
  for (const { name, policy } of [...decoded.features, ...cpu.features]) features.set(name, policy ?? "require");
  return { ...cpu, ...known({ model: decoded.model }), features: features.all() };
}
