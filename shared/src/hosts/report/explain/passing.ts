import * as l10n from "@vscode/l10n";
import type { CpuDefinition } from "../../../engine/index.js";
import { takesHostCpu } from "../../../engine/index.js";
import type { Guest } from "../../guest.js";
import type { PoolHost } from "../../poolHost.js";
import { vendorOf } from "../../targetCpus.js";
import { code, fill, type Text } from "../document.js";
import { number } from "../lists.js";
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
  hypervisor: ({ guest: { virtType } }) =>
    virtType === undefined ? l10n.t("the definition names none") : [code(virtType)],
  vcpus: ({ guest: { vcpus }, host: { host } }) =>
    vcpus === undefined || host.maxVcpus === undefined
      ? undefined
      : vcpus === 1
        ? l10n.t("1 vCPU of at most {0}", number(host.maxVcpus))
        : l10n.t("{0} vCPUs of at most {1}", number(vcpus), number(host.maxVcpus)),
  "address-bits": ({ cpu: { maxPhysAddr }, host: { host } }) =>
    maxPhysAddr?.mode !== "emulate" || maxPhysAddr.bits === undefined || host.physicalBits === undefined
      ? undefined
      : l10n.t("{0} of the host's {1}", maxPhysAddr.bits, host.physicalBits),
  migratable: ({ cpu }) =>
    cpu.mode === "host-passthrough" && cpu.migratable === "on" ? l10n.t("supported") : undefined,
  "feature-names": ({ cpu, host: { release, map } }) =>
    cpu.features.length === 0 || map.features.length === 0 ? undefined : l10n.t("libvirt {0} knows them", release),
  mode: ({ cpu }) => fill(l10n.t("{0} is supported"), code(cpu.mode ?? "custom")),
  model: ({ cpu, host: { release } }) =>
    cpu.mode !== "custom" || cpu.model === undefined
      ? undefined
      : fill(l10n.t("{0}, known to libvirt {1}"), code(cpu.model), release),
  forbidden: ({ cpu }) =>
    cpu.check !== "none" && cpu.features.some(({ policy }) => policy === "forbid")
      ? l10n.t("the host has none of them")
      : undefined,
  vendor: ({ cpu, host }) => {
    if (cpu.mode !== "custom" || cpu.vendor === undefined) return undefined;
    return vendorOf(host) === cpu.vendor ? [code(cpu.vendor)] : l10n.t("libvirt does not compare it here");
  },
  features: featuresText,
  replacement: () => undefined,
  "invariant-tsc": () => undefined,
  check: ({ cpu }) => (cpu.check === "full" ? l10n.t("what QEMU gives is what the definition says") : undefined),
};

function featuresText({ cpu, isProcessorOnly }: Asked): Text {
  if (takesHostCpu(cpu.mode)) return l10n.t("nothing is compared: the CPU is handed through");
  if (cpu.check === "none") {
    return fill(l10n.t("{0}: nothing is compared, what is not there is left out"), code("check='none'"));
  }
  return isProcessorOnly ? l10n.t("the processor has all of it") : l10n.t("the host gives all of it");
}
