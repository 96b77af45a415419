import type { Grammar } from "../catalogue/index.js";
import { attributeNamed, childNamed, type XmlElement } from "../xml/index.js";
import { type Drift, driftBetween } from "./drift.js";

/**
 * Lists what the next start of a running VM changes, of what {@link driftBetween} compares. What libvirt and QEMU make of a
 * definition at the start is no change: of the CPU, only what they cannot have made is told. A feature that was taken out
 * of the definition is not found, as QEMU adds some itself.
 *
 * @param definition the `<domain>` that `virsh dumpxml --inactive` printed
 * @param live the `<domain>` that `virsh dumpxml` printed of the same VM
 * @returns `file` is what the next start brings, `libvirt` what runs
 */
export function changesAtNextStart(definition: XmlElement, live: XmlElement, grammar: Grammar): Drift[] {
  const cpus = { next: childNamed(definition, "cpu"), now: childNamed(live, "cpu") };
  return driftBetween(definition, live, grammar).filter((drift) => {
    const path = drift.element.replaceAll(/\[[^[\]]*\]/g, "");
    const name = drift.attribute === undefined ? path : `${path} ${drift.attribute}`;
    if (OF_THE_RUN.test(name)) return false;
    if (path.startsWith("features/hyperv")) return !isExpandedHyperv(definition);
    return !/^cpu(?:\/|$)/.test(path) || isCpuChange(drift, name, cpus);
  });
}

/**
 * What a run has of its own: the balloon's size (a guest without its driver keeps all), the order of vCPUs, a clock that was
 * set by the guest, and what libvirt finds out at the start (libvirt 7.0 to 12.8).
 */
const OF_THE_RUN =
  /^(?:currentMemory.*|vcpus\/vcpu order|clock (?:adjustment|basis|start)|os firmware|features\/gic version|launchSecurity(?:\/.*)?|devices\/memory\/target\/current|numatune\/memory placement)$/;

/** Modes whose enlightenments are the host's: what runs lists them. */
function isExpandedHyperv(definition: XmlElement): boolean {
  const hyperv = childNamed(childNamed(definition, "features"), "hyperv");
  return /^(?:passthrough|host-model)$/.test(attributeNamed(hyperv, "mode")?.value ?? "");
}

interface Cpus {
  readonly next: XmlElement | undefined;
  readonly now: XmlElement | undefined;
}

/** Is a difference of the CPU none that the start has made? */
function isCpuChange(drift: Drift, name: string, { next, now }: Cpus): boolean {
  if (/^cpu\/(?:topology|numa)/.test(name)) return true;
  // Machine types have a CPU of their own, which older releases show of running VMs only.
  if (next === undefined || now === undefined) return false;
  const [nextMode, nowMode] = [modeOf(next), modeOf(now)];
  // host-model runs as a custom CPU.
  if (name === "cpu mode") return nextMode !== "host-model";
  const isSame = nextMode === nowMode;
  if (!isSame || drift.file === undefined) return false;
  switch (name) {
    case "cpu/model":
      return isNamed(next) && generation(drift.file) !== generation(drift.libvirt ?? "");
    case "cpu/feature":
    case "cpu/feature policy":
      return isFeatureChange(drift);
    default:
      return /^cpu(?: migratable|\/(?:maxphysaddr|cache)\b.*)$/.test(name);
  }
}

function modeOf(cpu: XmlElement): string {
  return attributeNamed(cpu, "mode")?.value ?? "custom";
}

/** With match minimum, the host's CPU runs. */
function isNamed(cpu: XmlElement): boolean {
  return attributeNamed(cpu, "match")?.value !== "minimum";
}

/** Releases may run the first version of a model by its full name. */
function generation(model: string): string {
  return model.replace(/-v1$/, "");
}

/** Not QEMU's: libvirt leaves them out at the start (virQEMUCapsCPUFilterFeatures). */
const FILTERED = /^(?:cmt|mbm_total|mbm_local|osxsave|ospke)$/;

/** A feature that what runs does not list, or has though it is to be disabled. One that QEMU could not give is no change. */
function isFeatureChange({ element, attribute, file = "", libvirt = "" }: Drift): boolean {
  if (attribute !== undefined) return /^(?:disable|forbid)$/.test(file) && /^(?:require|force)$/.test(libvirt);
  return !FILTERED.test(element.slice(element.indexOf("[") + 1, -1));
}
