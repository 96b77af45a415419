import type { Comparison } from "./compare.js";
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
    ...(model === undefined ? {} : { model }),
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
    ...(host.model === undefined ? {} : { model: host.model }),
    ...(host.vendor === undefined ? {} : { vendor: host.vendor }),
    features: host.features.map(({ name }) => ({ name, policy: "require" as const })),
  };
}
