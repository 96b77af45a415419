import {
  type CpuDefinition,
  type CpuMap,
  familyOfGuest,
  type Host,
  mapCovers,
  qemuReleaseOf,
  takesHostCpu,
  updateCpu,
} from "../../engine/internal.js";
import type { Guest } from "../guestNeeds.js";
import type { LiveCpu } from "./liveCpu.js";

/** The model of a machine type that is given none (query-machines of QEMU 11.1.3), emulated. libvirt writes it into the definition. */
const DEFAULT_MODELS: Readonly<Record<string, string>> = {
  "s390x s390-ccw-virtio": "qemu",
  "ppc64 pseries": "POWER11",
  "ppc64le pseries": "POWER11",
  "riscv64 virt": "rv64",
  "loongarch64 virt": "la464",
};

/** The release that the table is of. */
const KNOWN = 1101;

/** Architectures of which libvirt reads no CPU back: the definition stays what it was when QEMU started. */
export function liveOtherArch(cpu: CpuDefinition, guest: Guest, host: Host, map: CpuMap): LiveCpu | undefined {
  const told = { lost: [], open: [] };
  if (takesHostCpu(cpu.mode)) return { cpu, ...told };
  if (cpu.mode === "host-model") return undefined;
  if (cpu.model === undefined) {
    const model = DEFAULT_MODELS[`${guest.arch} ${familyOfGuest(guest.arch, guest.machine)}`];
    if (model === undefined || qemuReleaseOf(host) !== KNOWN) return undefined;
    return { cpu: { ...cpu, match: "exact", check: "none", model, fallback: "forbid" }, ...told };
  }
  const updated = mapCovers(map, guest.arch) ? updateCpu(cpu, cpu, map) : cpu;
  return { cpu: { ...updated, fallback: "forbid" }, ...told };
}
