import { known } from "../common/known.js";
import type { Comparison } from "./compare.js";
import { findModel, findVendor } from "./cpuData.js";
import { CpuError, INTERNAL_ERROR, OPERATION_FAILED } from "./cpuError.js";
import type { CpuMap } from "./cpuMap.js";
import type { CpuDefinition } from "./definition.js";

/**
 * aarch64 (libvirt's cpu_arm.c, release 12.8): a guest is never compared, QEMU judges it; two hosts are the same only
 * when vendor and model are.
 */
export function compareArm(host: CpuDefinition, cpu: CpuDefinition): Comparison {
  if (cpu.type === "guest") return { result: "identical" };
  if (cpu.vendor === host.vendor && cpu.model === host.model) return { result: "identical" };
  // "<null>" is what libvirt prints for a CPU without a vendor.
  const reason = `Host CPU model does not match required CPU vendor ${cpu.vendor ?? "<null>"} or(and) model ${cpu.model}`;
  return { result: "incompatible", reason };
}

/** libvirt takes the first host's model and asks no further. */
export function baselineArm(hosts: readonly Pick<CpuDefinition, "model" | "vendor">[]): CpuDefinition {
  const model = hosts[0]?.model;
  return {
    type: "guest",
    mode: "custom",
    match: "exact",
    fallback: "allow",
    ...known({ model }),
    features: [],
  };
}

/** host-model becomes the host's model, vendor and features; the guest's own features are dropped, as libvirt does. */
export function updateArm(guest: CpuDefinition, host: CpuDefinition): CpuDefinition {
  if (guest.mode !== "host-model") return guest;
  const { model: _model, vendor: _vendor, vendorId: _vendorId, ...rest } = guest;
  return {
    ...rest,
    mode: "custom",
    match: "exact",
    fallback: "allow",
    ...known({ model: host.model, vendor: host.vendor }),
    features: host.features.map(({ name }) => ({ name, policy: "require" as const })),
  };
}

/** Names that libvirt once printed with a revision; it still reads them as the model without it. */
const LEGACY_NAMES: ReadonlyMap<string, string> = new Map([
  ["POWER7_v2.1", "POWER7"],
  ["POWER7_v2.3", "POWER7"],
  ["POWER7+_v2.1", "POWER7"],
  ["POWER8_v1.0", "POWER8"],
]);

/** Compatibility modes, oldest first: a host runs its own generation and older ones. */
const COMPAT_MODES: readonly string[] = ["POWER6", "POWER7", "POWER8", "POWER9", "POWER10", "POWER11"];

/** Compares as libvirt's cpu_ppc64.c does (release 12.8): models by name, host-model by compatibility mode. */
export function comparePpc64(host: CpuDefinition, cpu: CpuDefinition, map: CpuMap): Comparison {
  if (cpu.arch !== undefined && cpu.arch !== "ppc64" && cpu.arch !== "ppc64le") {
    return { result: "incompatible", reason: `CPU arch ${cpu.arch} does not match host arch` };
  }
  if (cpu.vendor !== undefined && cpu.vendor !== host.vendor) {
    return { result: "incompatible", reason: `host CPU vendor does not match required CPU vendor ${cpu.vendor}` };
  }
  const hostModel = findModel(currentName(host.model), map).name;
  if (cpu.mode === "host-model" && cpu.model !== undefined) return compareCompatMode(hostModel, cpu.model);
  if (cpu.type === "guest" && cpu.mode !== "custom") return { result: "identical" };
  const model = findModel(currentName(cpu.model), map).name;
  if (model === hostModel) return { result: "identical" };
  return { result: "incompatible", reason: `host CPU model does not match required CPU model ${model}` };
}

function compareCompatMode(hostModel: string, mode: string): Comparison {
  const host = COMPAT_MODES.indexOf(hostModel);
  if (host < 0) {
    const detail = "Host CPU does not support compatibility modes";
    throw new CpuError("host-without-compat-modes", INTERNAL_ERROR, detail, hostModel);
  }
  const wanted = COMPAT_MODES.findIndex((name) => name.toLowerCase() === mode);
  if (wanted < 0) {
    throw new CpuError("unknown-compat-mode", INTERNAL_ERROR, `Unknown compatibility mode ${mode}`, mode);
  }
  // libvirt gives no reason for a mode that is newer than the host.
  return wanted > host ? { result: "incompatible" } : { result: "identical" };
}

/** All hosts must have one model; its vendor is checked, and never printed. */
export function baselinePpc64(hosts: readonly Pick<CpuDefinition, "model" | "vendor">[], map: CpuMap): CpuDefinition {
  const model = findModel(hosts[0]?.model ?? "", map);
  for (const host of hosts) {
    if (host.model !== model.name) throw new CpuError("empty-baseline", OPERATION_FAILED, "CPUs are incompatible");
    const vendor = host.vendor === undefined ? undefined : findVendor(host.vendor, map).name;
    if (vendor !== undefined && model.vendor !== undefined && vendor !== model.vendor) {
      const detail = `CPU vendor ${model.vendor} of model ${model.name} differs from vendor ${vendor}`;
      throw new CpuError("vendor-differs", OPERATION_FAILED, detail, vendor);
    }
  }
  return { type: "guest", mode: "custom", match: "exact", model: model.name, fallback: "forbid", features: [] };
}

/** host-model stays what it is, with its compatibility mode; a custom CPU becomes match exact. */
export function updatePpc64(guest: CpuDefinition): CpuDefinition {
  if (guest.mode !== "custom") return guest;
  return { ...guest, ...known({ model: guest.model && currentName(guest.model) }), match: "exact" };
}

function currentName(name = ""): string {
  return LEGACY_NAMES.get(name) ?? name;
}
