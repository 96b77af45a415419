import {
  asReadBy,
  type CpuDefinition,
  CpuError,
  familyOfGuest,
  fillDefaults,
  type Host,
  mapCovers,
  qemuReleaseOf,
  takesHostCpu,
  translateCpu,
  updateCpu,
} from "../../engine/internal.js";
import type { Guest } from "../guestNeeds.js";
import type { PoolHost } from "../poolHost.js";
import { notListed, type OpenFeature, openFeatures } from "./open.js";
import { liveOtherArch } from "./otherArch.js";
import { differenceOf, givenByQemu, hasFeature } from "./qemuModel.js";
import { KNOWN_UNTIL, NEWEST } from "./qemuX86.js";
import { liveX86, withoutDropped } from "./x86.js";

/** What a VM really gets. */
export interface LiveCpu {
  /** As `virsh dumpxml` shows it while the VM runs. */
  readonly cpu: CpuDefinition;
  /** Features that the definition asks for and the VM does not get, in the map's order. */
  readonly lost: readonly string[];
  /** What cannot be told, and why. */
  readonly open: readonly OpenFeature[];
}

/**
 * What a VM really gets on a host where it starts: the definition with what libvirt reads back from QEMU
 * (qemuProcessUpdateLiveGuestCPU, libvirt 12.8 with QEMU 11.1). Where the definition is not checked, QEMU
 * silently drops features that the host or the emulation lacks.
 *
 * @returns undefined where the host's documents do not tell, or the definition names what libvirt does not know
 */
export function liveCpu(guest: Guest, poolHost: PoolHost): LiveCpu | undefined {
  const { host, map, release } = poolHost;
  const { arch, isTemplate, virtType = host.virtType } = guest;
  if (isTemplate || host.modes === undefined || arch !== host.arch || virtType !== host.virtType) return undefined;
  const cpu = fillDefaults(asReadBy(guest.cpu, release), { arch, ...(virtType === undefined ? {} : { virtType }) });
  try {
    if (map.arch !== "x86" || !mapCovers(map, arch)) return liveOtherArch(cpu, guest, host, map);
    return arch === "x86_64" ? ofX86(cpu, guest, poolHost) : undefined;
  } catch (error) {
    if (error instanceof CpuError) return undefined;
    throw error;
  }
}

function ofX86(cpu: CpuDefinition, guest: Guest, poolHost: PoolHost): LiveCpu | undefined {
  const { host, map } = poolHost;
  const { hostModel, models } = host;
  if (hostModel === undefined || models === undefined || isOldMachine(guest, host)) return undefined;
  if (takesHostCpu(cpu.mode)) return ofHostCpu(cpu, poolHost, hostModel);
  const updated = translateCpu(updateCpu(cpu, hostModel, map), map, models);
  const qemuModel = qemuModelOf(updated.model ?? "", guest);
  const isKnown = differenceOf(qemuModel) !== undefined && (qemuModel === updated.model || hasRecordedQemu(host));
  if (!isKnown) return undefined;
  const { cpu: live, lost } = liveX86(updated, qemuModel, poolHost);
  const open = openFeatures(updated, qemuModel, poolHost);
  const names = new Set(open.map(({ name }) => name));
  return { cpu: live, lost: lost.filter((name) => !names.has(name)), open };
}

/** libvirt reads nothing back where the CPU is handed through unchecked. */
function ofHostCpu(cpu: CpuDefinition, poolHost: PoolHost, hostModel: CpuDefinition): LiveCpu {
  const { host, map, release } = poolHost;
  const given = givenByQemu(hostModel, host, map);
  const open = notListed(cpu, poolHost);
  const isOpen = new Set(open.map(({ name }) => name));
  const lost = cpu.features.flatMap(({ name, policy }) => {
    const isAsked = policy === "require" || policy === "force";
    return isAsked && map.featureByName.has(name) && !hasFeature(given, name, map) && !isOpen.has(name) ? [name] : [];
  });
  const values = cpu.mode === "host-passthrough" ? host.modes?.["host-passthrough"]?.migratable : undefined;
  const migratable = cpu.migratable === undefined && values?.includes("on") ? ({ migratable: "on" } as const) : {};
  return { cpu: { ...cpu, ...migratable, features: withoutDropped(cpu, release) }, lost, open };
}

/** Which version is the newest, each QEMU says otherwise. */
function hasRecordedQemu(host: Host): boolean {
  return qemuReleaseOf(host) === KNOWN_UNTIL;
}

/** Machine types of before QEMU 5.0 change QEMU's models, each in its own way. */
function isOldMachine({ machine }: Guest, host: Host): boolean {
  const release = /-(\d{1,2})\.(\d{1,2})$/.exec(machine ?? host.machine ?? "");
  return release !== null && Number(release[1]) < 5;
}

/** The machine type microvm means the newest version by a name without one. */
function qemuModelOf(model: string, { arch, machine }: Guest): string {
  return familyOfGuest(arch, machine) === "microvm" ? (NEWEST[model] ?? model) : model;
}
