import { CpuError } from "./cpuError.js";
import type { CpuMap } from "./cpuMap.js";
import { fillDefaults } from "./defaults.js";
import type { CpuDefinition } from "./definition.js";
import { takesHostCpu } from "./definition.js";
import type { Host } from "./host.js";
import { updateCpu } from "./update.js";

/**
 * What `virsh dumpxml --update-cpu` makes of a definition on this host (libvirt 12.8): libvirtd's defaults filled in,
 * host-model and `match='minimum'` replaced by what the hypervisor gives there, `optional` decided. The guest's
 * topology, cache and address width stay as they are; the host-model's address width is not taken over.
 *
 * @param cpu a guest's definition
 * @param map the CPU map to judge by
 * @param host known by its domain capabilities; known by its processor only, that stands in for the host-model
 * @returns a definition that means the same on every host; host-passthrough and maximum stay what they are
 * @throws CpuError `unknown-host-cpu` when the document told nothing about the host's CPU; `unknown-model`,
 *   `unknown-feature`
 * @example expandOnHost(parseCpu("<cpu mode='host-model'/>", { type: "guest" }), host, map).model // "Skylake-Server-IBRS"
 */
export function expandOnHost(cpu: CpuDefinition, host: Host, map: CpuMap): CpuDefinition {
  const filled = fillDefaults(cpu, host);
  if (takesHostCpu(filled.mode)) return filled;
  const given = host.hostModel ?? host.cpu;
  if (given === undefined) {
    throw new CpuError("unknown-host-cpu", "unsupported configuration", "unknown host CPU model");
  }
  return updateCpu(filled, given, map);
}
