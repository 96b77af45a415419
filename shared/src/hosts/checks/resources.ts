import * as l10n from "@vscode/l10n";
import { isX86 } from "../../common/arches.js";
import { type CpuSet, formatCpuList } from "../../domain/index.js";
import type { Host, HostResources } from "../../engine/index.js";
import type { Guest, GuestNeeds } from "../guestNeeds.js";
import { type HostProblem, vmProblem } from "../hostProblem.js";

/** What a VM wants of the machine itself: CPUs, NUMA nodes, pages, caches, its clock. Only capabilities tell what there is. */
export function resourceProblems({ needs, arch, virtType }: Guest, host: Host): HostProblem[] {
  if (needs === undefined) return [];
  const { resources } = host;
  return [
    ...(isX86(arch) && needs.tscFrequency !== undefined
      ? tscFrequency(needs.tscFrequency, host, virtType === "qemu")
      : []),
    ...numad(needs),
    ...(resources === undefined ? untold(needs) : asked(needs, resources)),
  ];
}

/** libvirt's tolerance, in millionths (qemuProcessStartValidateTSC). */
const TSC_TOLERANCE = 250;

/** Emulated guests too are refused what the processor's counter does not have. */
function tscFrequency(asked: number, { tsc, resources }: Host, isEmulated: boolean): HostProblem[] {
  // Where libvirt does not refuse it, an emulated guest starts with whatever frequency.
  const isLeftToQemu = tsc?.scaling === true || (isEmulated && resources !== undefined && tsc?.scaling === undefined);
  if (isLeftToQemu) return [];
  const at = ["clock", "timer"];
  if (tsc === undefined) {
    // libvirt that could not measure it refuses nothing; QEMU then decides.
    const because =
      resources === undefined
        ? l10n.t("add the host's capabilities to check its TSC frequency")
        : l10n.t("libvirt could not measure the host's TSC frequency; QEMU decides at start");
    return [vmProblem("tsc-frequency", "unknown", because, { at })];
  }
  const tolerance = Math.floor((tsc.frequency * TSC_TOLERANCE) / 1_000_000);
  const [least, most] = [tsc.frequency - tolerance, tsc.frequency + tolerance];
  if (asked >= least && asked <= most) return [];
  const because = l10n.t(
    "the VM needs a TSC of {0} Hz, but the host has {1} Hz and cannot scale it",
    asked,
    tsc.frequency,
  );
  const instead = String(tsc.frequency);
  if (tsc.scaling === undefined) return [vmProblem("tsc-frequency", "unknown", because, { instead, at })];
  const message = `Requested TSC frequency ${asked} Hz is outside tolerance range ([${least}, ${most}] Hz) around host frequency ${tsc.frequency} Hz and TSC scaling is not supported by the host CPU`;
  return [vmProblem("tsc-frequency", "fails", because, { message, instead, at })];
}

function numad({ isPlacedByNumad }: GuestNeeds): HostProblem[] {
  if (!isPlacedByNumad) return [];
  const because = l10n.t("placement='auto' needs numad on the host; the host's documents do not list it");
  return [vmProblem("host-resource", "unknown", because, { subject: "numad", at: ["vcpu"] })];
}

function untold({ pins, nodes, pageSizes, caches, bandwidthNodes }: GuestNeeds): HostProblem[] {
  const wants = [...pins, ...nodes].map(({ element }) => element);
  const first =
    wants[0] ??
    (pageSizes.length > 0
      ? "hugepages"
      : caches.length > 0
        ? "cachetune"
        : bandwidthNodes.length > 0
          ? "memorytune"
          : "");
  if (first === "") return [];
  const because = l10n.t("add the host's capabilities to check <{0}>", first);
  return [vmProblem("host-resource", "unknown", because, { subject: first, at: PATHS[first] ?? [] })];
}

const PATHS: Readonly<Record<string, readonly string[]>> = {
  vcpu: ["vcpu"],
  vcpupin: ["cputune", "vcpupin"],
  emulatorpin: ["cputune", "emulatorpin"],
  iothreadpin: ["cputune", "iothreadpin"],
  cachetune: ["cputune", "cachetune"],
  memorytune: ["cputune", "memorytune"],
  memory: ["numatune", "memory"],
  memnode: ["numatune", "memnode"],
  hugepages: ["memoryBacking", "hugepages"],
};

function asked(needs: GuestNeeds, resources: HostResources): HostProblem[] {
  return [
    ...pins(needs, resources),
    ...nodes(needs, resources),
    ...pages(needs, resources),
    ...caches(needs, resources),
    ...bandwidth(needs, resources),
  ];
}

/** Threads cannot be bound where none of the CPUs is there; where some are, it depends on whether libvirt uses cgroups. */
function pins({ pins: asked }: GuestNeeds, { cpus }: HostResources): HostProblem[] {
  if (cpus === undefined) return [];
  const has = new Set(cpus);
  const problems = asked.flatMap(({ element, set }): HostProblem[] => {
    const there = count(set, has);
    if (there === set.count) return [];
    const because = l10n.t(
      "<{0}> uses the CPUs {1}, but the host has {2}",
      element,
      formatCpuList(set),
      rangeText(cpus),
    );
    const at = PATHS[element] ?? [];
    if (there > 0) return [vmProblem("host-resource", "unknown", because, { subject: element, at })];
    const message = "cannot set CPU affinity on process: Invalid argument";
    return [vmProblem("host-resource", "fails", because, { message, subject: element, at })];
  });
  return firstOfEach(problems);
}

function count({ spans }: CpuSet, has: ReadonlySet<number>): number {
  let there = 0;
  for (const { first, last } of spans) for (let cpu = first; cpu <= last; cpu++) if (has.has(cpu)) there++;
  return there;
}

function rangeText(numbers: readonly number[]): string {
  const spans: { first: number; last: number }[] = [];
  for (const number of numbers) {
    const span = spans.at(-1);
    if (span?.last === number - 1) span.last = number;
    else spans.push({ first: number, last: number });
  }
  return formatCpuList({ spans, count: numbers.length });
}

/** A VM of 64 pinned vCPUs has one thing to change. */
function firstOfEach(problems: readonly HostProblem[]): HostProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ subject = "", verdict }) => {
    const key = `${verdict} ${subject}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** virNumaNodesetIsAvailable */
function nodes({ nodes: asked }: GuestNeeds, { nodes: has }: HostResources): HostProblem[] {
  if (has.length === 0) return [];
  const ids = new Set(has.map(({ id }) => id));
  const problems = asked.flatMap(({ element, set }) => {
    const missing = firstMissing(set, ids);
    if (missing === undefined) return [];
    const because = l10n.t("<{0}> uses the NUMA node {1}, but the host does not have it", element, missing);
    const message = `NUMA node ${missing} is unavailable`;
    return [vmProblem("host-resource", "fails", because, { message, subject: element, at: PATHS[element] ?? [] })];
  });
  return firstOfEach(problems);
}

function firstMissing({ spans }: CpuSet, has: ReadonlySet<number>): number | undefined {
  for (const { first, last } of spans) for (let node = first; node <= last; node++) if (!has.has(node)) return node;
  return undefined;
}

/** A size that the processor does not have cannot be mounted; too few pages now may be more when it starts. */
function pages({ pageSizes, memory = 0 }: GuestNeeds, { pageSizes: sizes, nodes: has }: HostResources): HostProblem[] {
  const [usual, ...huge] = sizes;
  if (usual === undefined) return [];
  const at = PATHS.hugepages ?? [];
  return pageSizes.flatMap((size): HostProblem[] => {
    if (size === usual) return [];
    if (size !== 0 && !huge.includes(size)) {
      const because = l10n.t("the host has no pages of {0} KiB", size);
      const message = `Unable to find any usable hugetlbfs mount for ${size} KiB`;
      return [vmProblem("host-resource", "fails", because, { message, subject: "hugepages", at })];
    }
    const wanted = size === 0 ? huge.slice(0, 1) : [size];
    const room = has.flatMap((node) => node.pages).filter((page) => wanted.includes(page.size));
    const bytes = room.reduce((sum, page) => sum + page.size * page.count * 1024, 0);
    if (bytes >= memory && bytes > 0) return [];
    const because = l10n.t(
      "the host has {0} MiB in huge pages of this size, but the VM needs {1} MiB",
      mib(bytes),
      mib(memory),
    );
    return [vmProblem("host-resource", "unknown", because, { subject: "hugepages", at })];
  });
}

function mib(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}

/** virResctrlAllocCreate */
function caches({ caches: asked }: GuestNeeds, { caches: has }: HostResources): HostProblem[] {
  return firstOfEach(
    asked.flatMap(({ id, level, type }) => {
      const bank = has.find((each) => each.id === id && each.level === level);
      if (bank?.types.includes(type)) return [];
      const because = l10n.t("the host cannot allocate parts of the level {0} cache {1} ({2})", level, id, type);
      return [vmProblem("host-resource", "fails", because, { subject: "cachetune", at: PATHS.cachetune ?? [] })];
    }),
  );
}

function bandwidth({ bandwidthNodes: asked }: GuestNeeds, { bandwidthNodes: has }: HostResources): HostProblem[] {
  const missing = asked.find((id) => !has.includes(id));
  if (missing === undefined) return [];
  const because = l10n.t("the host cannot limit the memory bandwidth of node {0}", missing);
  return [vmProblem("host-resource", "fails", because, { subject: "memorytune", at: PATHS.memorytune ?? [] })];
}
