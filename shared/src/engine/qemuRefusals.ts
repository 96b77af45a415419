import { isQ35 } from "../common/arches.js";
import type { CpuTopology } from "./definition.js";
import type { Host } from "./host.js";

/**
 * What QEMU refuses by itself when it starts, without any document telling so: which models a machine type takes, which
 * levels its topology has, how wide an address may be. As QEMU 11.1.3 answered, emulating every architecture below;
 * `until` is the last release that the answers are known of, and of a later one, or of one that no machine type names,
 * nothing is known.
 */
const UNTIL = 1101;

/** A release as one number: 1101 for 11.1. */
export type QemuRelease = number;

/** The newest QEMU release after which one of the host's machine types is named; undefined where none is (as RHEL's). */
export function qemuReleaseOf({ machine, guests = [], qemu }: Host): QemuRelease | undefined {
  if (qemu !== undefined) return qemu;
  const names = guests.flatMap(({ machines }) => machines.map(({ name, canonical }) => canonical ?? name));
  const releases = [...names, machine ?? ""].flatMap((name) => {
    const found = /^(?:pc-q35|pc-i440fx|virt|pseries|s390-ccw-virtio)-(\d{1,2})\.(\d{1,2})$/.exec(name);
    return found === null ? [] : [Number(found[1]) * 100 + Number(found[2])];
  });
  return releases.length === 0 ? undefined : releases.reduce((newest, each) => Math.max(newest, each));
}

function isKnown(release: QemuRelease | undefined): boolean {
  return release !== undefined && release <= UNTIL;
}

/** Machine types without their version: `virt-11.1` is `virt`, `pc-q35-8.0` is `q35`, `pc-i440fx-8.0` is `pc`. */
export function machineFamily(machine: string): string {
  if (isQ35(machine)) return "q35";
  if (machine === "pc" || machine.startsWith("pc-i440fx-")) return "pc";
  return VERSIONED.find((family) => machine.startsWith(`${family}-`)) ?? machine;
}

const VERSIONED = ["virt", "pseries", "s390-ccw-virtio"];

/** Whether it is a machine type for whole VMs; libvirt and QEMU refuse much about boards and QEMU's own helpers. */
export function isForVms(machine: string): boolean {
  return LEVELS[machineFamily(machine)] !== undefined;
}

/** The machine type that libvirt takes where a definition names none. */
const DEFAULT_MACHINES: Readonly<Record<string, string>> = {
  x86_64: "pc",
  i686: "pc",
  aarch64: "virt",
  armv7l: "virt",
  armv6l: "virt",
  riscv64: "virt",
  loongarch64: "virt",
  ppc64: "pseries",
  ppc64le: "pseries",
  s390x: "s390-ccw-virtio",
};

/** The family of a guest's machine type. */
export function familyOfGuest(arch: string, machine: string | undefined): string {
  return machineFamily(machine ?? DEFAULT_MACHINES[arch] ?? "");
}

const ARM32 = ["cortex-a7", "cortex-a15", "max"];
const ARM64 =
  "cortex-a35 cortex-a55 cortex-a72 cortex-a76 cortex-a710 a64fx neoverse-n1 neoverse-v1 neoverse-n2 cortex-a53 cortex-a57";

/** The models that an emulated machine type takes of those that QEMU knows; `all` where it takes every one. */
const MODELS: Readonly<Record<string, "all" | ReadonlySet<string>>> = {
  "aarch64 virt": new Set([...ARM32, ...ARM64.split(" ")]),
  "aarch64 sbsa-ref": new Set("cortex-a57 cortex-a72 neoverse-n1 neoverse-v1 neoverse-n2 max".split(" ")),
  "armv7l virt": new Set(ARM32),
  "armv6l virt": new Set(ARM32),
  "riscv64 virt": "all",
  "loongarch64 virt": "all",
  "ppc64 pseries": "all",
  "ppc64le pseries": "all",
};

/**
 * Does an emulated machine type take a model that the hypervisor lists?
 *
 * @returns undefined where that is not known
 */
export function takesModel(model: string, arch: string, machine: string | undefined, host: Host): boolean | undefined {
  const models = MODELS[`${arch} ${familyOfGuest(arch, machine)}`];
  if (models === undefined) return undefined;
  // A machine type that takes a model goes on to take it.
  if (models === "all" || models.has(model)) return true;
  return isKnown(qemuReleaseOf(host)) ? false : undefined;
}

/** The levels of a topology that some machine types have and others do not. */
const LEVELS: Readonly<Record<string, readonly ("dies" | "clusters" | "threads")[]>> = {
  pc: ["dies", "threads"],
  q35: ["dies", "threads"],
  microvm: ["threads"],
  isapc: ["threads"],
  virt: ["clusters", "threads"],
  "sbsa-ref": ["clusters", "threads"],
  pseries: ["threads"],
  "s390-ccw-virtio": [],
};

/** Architectures whose machine type `virt` has no clusters. */
const WITHOUT_CLUSTERS: ReadonlySet<string> = new Set(["riscv64", "loongarch64"]);

/**
 * Which level of a topology a machine type does not have, if any.
 *
 * @returns `known` is false where QEMU's release may decide otherwise
 */
export function levelMissing(
  { dies, clusters = 1, threads }: CpuTopology,
  arch: string,
  machine: string | undefined,
  host: Host,
): { readonly level: "dies" | "clusters" | "threads"; readonly known: boolean } | undefined {
  const family = familyOfGuest(arch, machine);
  const levels = LEVELS[family];
  const asked = { dies, clusters, threads };
  for (const level of ["dies", "clusters", "threads"] as const) {
    if (asked[level] === 1) continue;
    const has = levels?.includes(level) ?? level === "threads";
    if (has && !(level === "clusters" && WITHOUT_CLUSTERS.has(arch))) continue;
    return { level, known: levels !== undefined && isKnown(qemuReleaseOf(host)) };
  }
  return undefined;
}

/**
 * Why QEMU refuses a number of physical address bits on x86, beside what the host has.
 *
 * @param hasLongMode whether the guest's CPU is one of 64 bits
 * @returns QEMU's words, `unknown` where the memory decides; undefined where nothing is refused
 */
export function addressBitsRefusal(
  bits: number,
  hasLongMode: boolean,
  family: string,
  memory: number | undefined,
): string | "unknown" | undefined {
  if (!hasLongMode) return "phys-bits is not user-configurable in 32 bit";
  if (bits < 32) return `phys-bits should be at least 32 (but is ${bits})`;
  if (bits > 52) return `phys-bits should be between 32 and 52  (but is ${bits})`;
  const hole = HOLE_BITS[family];
  if (hole !== undefined && bits < hole) return `phys-bits too low (${bits})`;
  const room = 2 ** bits - 2 ** 36;
  return memory === undefined || (bits < 36 && family !== "q35") || memory > room ? "unknown" : undefined;
}

/** Bits that the room for PCI devices takes above four GiB: 32 GiB of q35, 2 GiB of pc. */
const HOLE_BITS: Readonly<Record<string, number>> = { q35: 36, pc: 33 };
