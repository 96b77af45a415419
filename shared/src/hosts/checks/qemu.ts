import * as l10n from "@vscode/l10n";
import {
  addressBitsRefusal,
  type CpuDefinition,
  CpuError,
  type CpuMap,
  familyOfGuest,
  fillDefaults,
  type Host,
  hasBits,
  levelMissing,
  updateCpu,
  wordsOf,
} from "../../engine/internal.js";
import type { Guest } from "../guestNeeds.js";
import { type HostProblem, vmProblem } from "../hostProblem.js";
import type { PoolHost } from "../poolHost.js";

/** What QEMU refuses by itself, and no document tells: see the tables in the engine's qemuRefusals. */
export function qemuProblems(guest: Guest, poolHost: PoolHost): HostProblem[] {
  return [...topology(guest, poolHost), ...cpuOptions(guest, poolHost.host), ...addressBits(guest, poolHost)];
}

function topology({ cpu, arch, machine }: Guest, { host }: PoolHost): HostProblem[] {
  if (cpu.topology === undefined) return [];
  const missing = levelMissing(cpu.topology, arch, machine, host);
  if (missing === undefined) return [];
  const { level, known } = missing;
  return [
    vmProblem("qemu-refuses", known ? "fails" : "unknown", because(level, familyOfGuest(arch, machine)), {
      message: known ? `${level} > 1 not supported by this machine's CPU topology` : "",
      subject: `topology ${level}`,
      at: ["cpu", "topology"],
    }),
  ];
}

function because(level: string, family: string): string {
  return l10n.t("QEMU's machine type {0} does not support {1} in the topology", family, level);
}

/** Features of a domain that QEMU takes as properties of its x86 CPUs; some architectures have one or the other. */
function cpuOptions({ needs, arch, cpu, virtType }: Guest, host: Host): HostProblem[] {
  if (needs === undefined || arch === "x86_64" || arch === "i686") return [];
  const isArm = arch === "aarch64" || arch === "armv7l" || arch === "armv6l";
  const asked = [
    ...needs.features.filter((name) => name === "kvm" || name === "pmu"),
    ...(needs.hyperv.length > 0 ? ["hyperv"] : []),
  ];
  const problems = needs.features.includes("smm") ? [notTaken("smm", arch)] : [];
  const isOpen = virtType !== "qemu" || host.modes === undefined;
  for (const name of asked) {
    if (isArm && cpu.model === undefined && cpu.mode === "custom") {
      const message = `CPU flags requested but can't determine default CPU for arch ${arch}`;
      const why = l10n.t("{0} needs a CPU model, but the definition has none", name);
      problems.push(vmProblem("qemu-refuses", "fails", why, { message, subject: name, at: ["features", name] }));
    } else if (name === "kvm" || (name === "pmu" && !isArm)) {
      const problem = notTaken(name, arch);
      const isSure = name === "kvm" && !isOpen;
      problems.push(isSure ? problem : { ...problem, verdict: "unknown" });
    }
  }
  return problems;
}

function notTaken(subject: string, arch: string): HostProblem {
  const why = l10n.t("QEMU does not support {0} for {1} VMs", subject, arch);
  return vmProblem("qemu-refuses", "fails", why, { subject, at: ["features", subject] });
}

function addressBits(guest: Guest, { host, map }: PoolHost): HostProblem[] {
  const { cpu, arch, machine, needs } = guest;
  const bits = cpu.maxPhysAddr?.mode === "emulate" ? cpu.maxPhysAddr.bits : undefined;
  if (bits === undefined || map.arch !== "x86" || (arch !== "x86_64" && arch !== "i686")) return [];
  const longMode = hasLongMode(guest, host, map);
  const refusal =
    longMode === undefined
      ? "unknown"
      : addressBitsRefusal(bits, longMode, familyOfGuest(arch, machine), needs?.memory);
  if (refusal === undefined) return [];
  const known = refusal !== "unknown";
  const why = known
    ? l10n.t("QEMU does not support {0} address bits for this CPU and machine type", bits)
    : l10n.t("only QEMU knows whether {0} address bits are enough for this VM", bits);
  const at = ["cpu", "maxphysaddr"];
  const subject = `maxphysaddr bits='${bits}'`;
  return [vmProblem("qemu-refuses", known ? "fails" : "unknown", why, { message: known ? refusal : "", subject, at })];
}

/** A 32-bit emulator has no CPU of 64 bits; undefined where the documents do not tell what the guest's CPU has. */
function hasLongMode({ cpu, arch, virtType, needs }: Guest, host: Host, map: CpuMap): boolean | undefined {
  const emulator = needs?.emulator ?? host.guests?.find((each) => each.arch === arch)?.emulator ?? host.emulator;
  if (arch === "i686") return emulator?.endsWith("-i386") ? false : undefined;
  const filled = fillDefaults(cpu, { arch, virtType: virtType ?? "kvm" });
  const bits = map.featureByName.get("lm")?.bits ?? [];
  const said = cpu.features.find(({ name }) => name === "lm")?.policy;
  if (said === "disable" || said === "forbid") return false;
  if (said === "require" || said === "force") return true;
  if (filled.mode === "host-passthrough" || filled.mode === "maximum") return true;
  return withBits(filled, host, map, bits);
}

function withBits(
  cpu: CpuDefinition,
  { hostModel }: Host,
  map: CpuMap,
  bits: Parameters<typeof hasBits>[1],
): boolean | undefined {
  const isOwn = cpu.mode === "custom" && cpu.match !== "minimum";
  if (!isOwn && hostModel === undefined) return undefined;
  try {
    return hasBits(wordsOf(isOwn || hostModel === undefined ? cpu : updateCpu(cpu, hostModel, map), map), bits);
  } catch (error) {
    if (error instanceof CpuError) return undefined;
    throw error;
  }
}
