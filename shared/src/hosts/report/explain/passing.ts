import * as l10n from "@vscode/l10n";
import type { CpuDefinition } from "../../../engine/index.js";
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
  hypervisor: ({ guest: { virtType } }) =>
    virtType === undefined ? l10n.t("the definition names none") : [code(virtType)],
  vcpus: ({ guest: { vcpus }, host: { host } }) =>
    vcpus === undefined || host.maxVcpus === undefined
      ? undefined
      : [l10n.t("{0} of at most {1}", count(vcpus, "vCPU"), host.maxVcpus.toLocaleString("en"))],
  "address-bits": ({ cpu: { maxPhysAddr }, host: { host } }) =>
    maxPhysAddr?.mode !== "emulate" || maxPhysAddr.bits === undefined || host.physicalBits === undefined
      ? undefined
      : l10n.t("{0} of the host's {1}", maxPhysAddr.bits, host.physicalBits),
  migratable: ({ cpu }) => (cpu.mode === "host-passthrough" && cpu.migratable === "on" ? "supported" : undefined),
  "feature-names": ({ cpu, host: { release, map } }) =>
    cpu.features.length === 0 || map.features.length === 0 ? undefined : l10n.t("libvirt {0} knows them", release),
  mode: ({ cpu }) => [code(cpu.mode ?? "custom"), l10n.t(" is supported")],
  model: ({ cpu, host: { release } }) =>
    cpu.mode !== "custom" || cpu.model === undefined
      ? undefined
      : [code(cpu.model), l10n.t(", known to libvirt {0}", release)],
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
  if (cpu.mode === "host-passthrough" || cpu.mode === "maximum")
    return l10n.t("nothing is compared: the CPU is handed through");
  if (cpu.check === "none")
    return [code("check='none'"), l10n.t(": nothing is compared, what is not there is left out")];
  return isProcessorOnly ? l10n.t("the processor has all of it") : l10n.t("the host gives all of it");
}
