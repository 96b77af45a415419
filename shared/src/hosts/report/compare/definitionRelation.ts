import * as l10n from "@vscode/l10n";
import { mapCovers } from "../../../engine/hostFeatures.js";
import { type Comparison, type CpuDefinition, CpuError, compareCpu, fillDefaults } from "../../../engine/index.js";
import { suitsArch } from "../../judge.js";
import type { PoolHost } from "../../poolHost.js";

/** Which of a host's two CPUs was looked at: its processor, or, where that is not known, what guests get. */
export type Side = "processor" | "given";

/** How a definition stands to a host's CPU. */
export type Relation =
  | (Comparison & { readonly side: Side })
  /** It takes whatever the host has; the host has the features that it names beside. */
  | { readonly result: "takes-host"; readonly namesFeatures: boolean }
  /** It cannot be compared. */
  | { readonly result: "unknown"; readonly reason: string };

/**
 * Compares a definition with a host's processor as `virsh cpu-compare` does; where nothing is known of the processor,
 * with what its hypervisor gives to guests.
 */
export function definitionRelation(cpu: CpuDefinition, arch: string, { host, map, release }: PoolHost): Relation {
  if (!suitsArch(arch, host.arch)) {
    return { result: "unknown", reason: l10n.t("the host is {0}, the definition is for {1}", host.arch, arch) };
  }
  if (takesHost(cpu)) return { result: "takes-host", namesFeatures: false };
  if (!mapCovers(map, host.arch)) {
    return {
      result: "unknown",
      reason: l10n.t("libvirt leaves models of {0} to the hypervisor and compares none", host.arch),
    };
  }
  const side: Side = host.cpu === undefined ? "given" : "processor";
  const own = host.cpu ?? host.hostModel;
  if (own === undefined)
    return { result: "unknown", reason: l10n.t("nothing is known of its CPU; its capabilities would tell") };
  try {
    const filled = fillDefaults(cpu, { arch, ...(host.virtType && { virtType: host.virtType }) });
    const comparison = compareCpu(own, filled, map);
    const isMore = followsHost(cpu) && comparison.result !== "incompatible";
    return isMore ? { result: "takes-host", namesFeatures: true } : { ...comparison, side };
  } catch (error) {
    if (!(error instanceof CpuError)) throw error;
    return { result: "unknown", reason: `${error.message} (libvirt ${release})` };
  }
}

/** Whatever its mode, libvirt compares the features that it names. */
function takesHost(cpu: CpuDefinition): boolean {
  return followsHost(cpu) && cpu.features.length === 0;
}

function followsHost({ type, mode }: CpuDefinition): boolean {
  return type !== "host" && mode !== undefined && mode !== "custom";
}
