import type { CpuDefinition } from "../../../engine/index.js";
import { takesHostCpu } from "../../../engine/index.js";
import type { Guest } from "../../guest.js";
import type { PoolHost } from "../../poolHost.js";
import { vendorOf } from "../../targetCpus.js";
import { code, type Text } from "../document.js";
import { count } from "../lists.js";
import type { StepId } from "./step.js";

/** What a step is about: the guest with libvirt's defaults filled in, and a host. */
export interface Asked {
  readonly guest: Guest;
  readonly cpu: CpuDefinition;
  readonly host: PoolHost;
  /** Nothing is known of a hypervisor that runs this guest: the processor alone is looked at. */
  readonly isProcessorOnly: boolean;
}

/** What there is to say of each step that nothing is against; undefined where libvirt does not ask. */
export const PASSING: Readonly<Record<StepId, (asked: Asked) => Text | undefined>> = {
  architecture: ({ guest }) => [code(guest.arch)],
  hypervisor: ({ guest: { virtType } }) => (virtType === undefined ? "the definition names none" : [code(virtType)]),
  vcpus: ({ guest: { vcpus }, host: { host } }) =>
    vcpus === undefined || host.maxVcpus === undefined
      ? undefined
      : [`${count(vcpus, "vCPU")} of at most ${host.maxVcpus.toLocaleString("en")}`],
  "address-bits": ({ cpu: { maxPhysAddr }, host: { host } }) =>
    maxPhysAddr?.mode !== "emulate" || maxPhysAddr.bits === undefined || host.physicalBits === undefined
      ? undefined
      : `${maxPhysAddr.bits} of the host's ${host.physicalBits}`,
  migratable: ({ cpu }) => (cpu.mode === "host-passthrough" && cpu.migratable === "on" ? "supported" : undefined),
  "feature-names": ({ cpu, host: { release, map } }) =>
    cpu.features.length === 0 || map.features.length === 0 ? undefined : `libvirt ${release} knows them`,
  mode: ({ cpu }) => [code(cpu.mode ?? "custom"), " is supported"],
  model: ({ cpu, host: { release } }) =>
    cpu.mode !== "custom" || cpu.model === undefined ? undefined : [code(cpu.model), `, known to libvirt ${release}`],
  forbidden: ({ cpu }) =>
    cpu.check !== "none" && cpu.features.some(({ policy }) => policy === "forbid")
      ? "the host has none of them"
      : undefined,
  vendor: ({ cpu, host }) => {
    if (cpu.mode !== "custom" || cpu.vendor === undefined) return undefined;
    return vendorOf(host) === cpu.vendor ? [code(cpu.vendor)] : "libvirt does not compare it here";
  },
  features: featuresText,
  replacement: () => undefined,
  "invariant-tsc": () => undefined,
  check: ({ cpu }) => (cpu.check === "full" ? "what QEMU gives is what the definition says" : undefined),
};

function featuresText({ cpu, isProcessorOnly }: Asked): Text {
  if (takesHostCpu(cpu.mode)) return "nothing is compared: the CPU is handed through";
  if (cpu.check === "none") return [code("check='none'"), ": nothing is compared, what is not there is left out"];
  return isProcessorOnly ? "the processor has all of it" : "the host gives all of it";
}
