import type { CpuCheck, CpuDefinition } from "./definition.js";
import { takesHostCpu } from "./definition.js";
import type { Host } from "./host.js";

/**
 * What libvirtd fills in when a domain is defined (qemuDomainDefCPUPostParse, libvirt 12.8): the model where a CPU
 * names none, and how strictly the CPU is checked.
 *
 * @param host its `virtType` decides: custom CPUs are checked by default only under KVM
 * @returns the definition as `virsh dumpxml` would show it
 * @example fillDefaults(parseCpu("<cpu mode='host-model'/>", { type: "guest" }), host).check // "partial"
 */
export function fillDefaults(cpu: CpuDefinition, host: Pick<Host, "arch" | "virtType">): CpuDefinition {
  if (cpu.type === "host") return cpu;
  const named = withDefaultModel(cpu, host.arch);
  return named.check === undefined ? { ...named, check: defaultCheck(named, host.virtType) } : named;
}

/** QEMU's own default on x86; other architectures' depend on the machine type and stay open. */
function withDefaultModel(cpu: CpuDefinition, arch: string): CpuDefinition {
  if (cpu.mode !== "custom" || cpu.model !== undefined || (arch !== "x86_64" && arch !== "i686")) return cpu;
  const model = arch === "i686" ? "qemu32" : "qemu64";
  return { ...cpu, match: "exact", check: cpu.check ?? "none", model, fallback: "forbid" };
}

function defaultCheck(cpu: CpuDefinition, virtType: string | undefined): CpuCheck {
  if (takesHostCpu(cpu.mode)) return "none";
  if (cpu.mode === "host-model") return "partial";
  return virtType === "qemu" ? "none" : "partial";
}
