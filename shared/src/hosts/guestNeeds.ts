import {
  type CpuSet,
  type DomainView,
  definedMemory,
  parseCount,
  parseCpuList,
  parseMemory,
  parseSize,
  readAttr,
  readFirmware,
  readHyperv,
  readTimers,
} from "../domain/index.js";
import type { CpuDefinition } from "../engine/index.js";
import { attributeNamed, childNamed, childrenNamed, grandchildrenNamed, type XmlElement } from "../xml/index.js";

/**
 * What a VM asks of its host beside the CPU, as plain data: it is made once for a definition, and hosts are asked one after
 * the other. What the definition does not ask for is absent or empty.
 */
export interface GuestNeeds {
  readonly emulator?: string;
  /** In bytes. */
  readonly memory?: number;
  /** The domain's features that are on, or set, by libvirt's names: `vmcoreinfo`, `ps2`, `pvspinlock`, … */
  readonly features: readonly string[];
  /** Enlightenments that are asked for by name; `hypervclock` for the timer. */
  readonly hyperv: readonly string[];
  readonly gicVersion?: string;
  readonly launchSecurity?: string;
  readonly firmware?: string;
  readonly loaderType?: string;
  readonly loaderSecure?: string;
  readonly memorySource?: string;
  /** In Hz. */
  readonly tscFrequency?: number;
  /** Where vCPUs and other threads are to run, by the element that says so. */
  readonly pins: readonly Pin[];
  /** NUMA nodes of the host, by the element that names them. */
  readonly nodes: readonly Pin[];
  /** libvirt asks numad where to put the VM. */
  readonly isPlacedByNumad: boolean;
  /** Sizes of huge pages in KiB; 0 for the host's usual size. */
  readonly pageSizes: readonly number[];
  readonly caches: readonly { readonly id: number; readonly level: number; readonly type: string }[];
  /** Nodes whose memory bandwidth is to be limited. */
  readonly bandwidthNodes: readonly number[];
}

export interface Pin {
  readonly element: string;
  readonly set: CpuSet;
}

/** What a definition asks for; what libvirt would refuse in it is left out. */
export function needsOf(view: DomainView): GuestNeeds | undefined {
  const { domain } = view;
  if (domain === undefined) return undefined;
  const emulator = childNamed(childNamed(domain, "devices"), "emulator")?.text;
  const memory = definedMemory(view);
  const { firmware, loaderType, secure } = readFirmware(view);
  const tscFrequency = frequencyOf(view);
  const gicVersion = stateOf(view, "gic", "version");
  const launchSecurity = attributeNamed(childNamed(domain, "launchSecurity"), "type")?.value;
  const memorySource = attributeNamed(childNamed(childNamed(domain, "memoryBacking"), "source"), "type")?.value;
  return {
    ...(emulator === undefined || emulator === "" ? {} : { emulator }),
    ...(memory === undefined ? {} : { memory: Number(memory) }),
    features: featuresOf(view),
    hyperv: hypervOf(view),
    ...(gicVersion === undefined ? {} : { gicVersion }),
    ...(launchSecurity === undefined ? {} : { launchSecurity }),
    ...(firmware === undefined ? {} : { firmware: firmware.value }),
    ...(loaderType === undefined ? {} : { loaderType: loaderType.value }),
    ...(secure === undefined ? {} : { loaderSecure: secure.value }),
    ...(memorySource === undefined ? {} : { memorySource }),
    ...(tscFrequency === undefined ? {} : { tscFrequency }),
    pins: pinsOf(view),
    nodes: nodesOf(domain),
    isPlacedByNumad: isPlacedByNumad(view, domain),
    pageSizes: pageSizesOf(domain),
    ...resctrlOf(domain),
  };
}

function frequencyOf(view: DomainView): number | undefined {
  for (const { name, frequency } of readTimers(view)) {
    const hertz = name?.value === "tsc" && frequency !== undefined ? parseSize(frequency.value, "b") : undefined;
    if (hertz !== undefined && "bytes" in hertz && hertz.bytes > 0n) return Number(hertz.bytes);
  }
  return undefined;
}

/** Of several elements of a name the last wins. */
function stateOf(view: DomainView, name: string, attribute: string): string | undefined {
  const element = view.featureElements.filter((each) => each.name === name).at(-1);
  return attributeNamed(element, attribute)?.value;
}

/** Features that are asked for only where they are on, and those that are set in either way. */
const ON = ["vmcoreinfo", "pvspinlock", "smm", "htm", "pmu"];
const SET = ["ps2"];

function featuresOf(view: DomainView): string[] {
  const kvm = view.featureElements.filter(({ name }) => name === "kvm").flatMap((each) => each.elements);
  const hints = kvm.some((hint) => hint.name !== "dirty-ring" && attributeNamed(hint, "state")?.value === "on");
  return [
    ...ON.filter((name) => isOn(view, name)),
    ...SET.filter((name) => stateOf(view, name, "state") !== undefined),
    ...(stateOf(view, "async-teardown", "enabled") === undefined ? [] : ["async-teardown"]),
    ...(childNamed(view.domain, "genid") === undefined ? [] : ["genid"]),
    ...(hints ? ["kvm"] : []),
  ];
}

/** A feature without a state is on, but for those that need one. */
function isOn(view: DomainView, name: string): boolean {
  const element = view.featureElements.filter((each) => each.name === name).at(-1);
  return element !== undefined && (attributeNamed(element, "state")?.value ?? "on") === "on";
}

/** What a mode takes from the host is there; of several `<hyperv>` the last mode counts, and the last state of a name. */
function hypervOf(view: DomainView): string[] {
  const states = new Map<string, boolean>();
  let mode = "custom";
  for (const each of readHyperv(view)) {
    mode = each.mode?.value ?? "custom";
    for (const { name, isOn } of each.features) states.set(name, isOn);
  }
  const clock = readTimers(view).some(({ name, present }) => name?.value === "hypervclock" && present?.value !== "no");
  const names = mode === "custom" ? [...states].flatMap(([name, on]) => (on ? [name] : [])) : [];
  return clock ? [...names, "hypervclock"] : names;
}

/** vCPUs that are off at start are pinned when they are plugged in (qemuProcessSetupPid). */
function pinsOf({ domain, vcpu, vcpus }: DomainView): Pin[] {
  const tune = childNamed(domain, "cputune");
  const online = vcpu?.current?.number ?? vcpu?.count ?? 1;
  const listed = childrenNamed(tune, "vcpupin").filter((pin) => {
    const id = parseCount(attributeNamed(pin, "vcpu")?.value ?? "");
    return id !== undefined && (vcpus !== undefined || id < online);
  });
  const emulator = childrenNamed(tune, "emulatorpin");
  const all = [...listed, ...emulator, ...childrenNamed(tune, "iothreadpin")];
  const isWholly = listed.length >= online && emulator.length > 0;
  return [
    ...all.flatMap((element) => pinOf(element, "cpuset")),
    // What has no pin of its own runs where <vcpu> says.
    ...(isWholly || vcpu === undefined || vcpu.placement?.value === "auto" ? [] : pinOf(vcpu.element, "cpuset")),
  ];
}

function nodesOf(domain: XmlElement): Pin[] {
  const tune = childNamed(domain, "numatune");
  return [...childrenNamed(tune, "memory"), ...childrenNamed(tune, "memnode")].flatMap((each) =>
    pinOf(each, "nodeset"),
  );
}

function pinOf(element: XmlElement, attribute: string): Pin[] {
  const set = parseCpuList(attributeNamed(element, attribute)?.value ?? "");
  return set === undefined || set.count === 0 ? [] : [{ element: element.name, set }];
}

function isPlacedByNumad({ vcpu }: DomainView, domain: XmlElement): boolean {
  const memory = childNamed(childNamed(domain, "numatune"), "memory");
  return vcpu?.placement?.value === "auto" || readAttr(memory, "placement")?.value === "auto";
}

function pageSizesOf(domain: XmlElement): number[] {
  const backings = grandchildrenNamed(domain, "memoryBacking", "hugepages");
  const pages = backings.flatMap((backing) => childrenNamed(backing, "page"));
  if (pages.length === 0) return backings.length === 0 ? [] : [0];
  const sizes = pages.flatMap((page) => {
    const size = parseMemory(attributeNamed(page, "size")?.value ?? "", attributeNamed(page, "unit")?.value);
    return "bytes" in size ? [Number(size.bytes / 1024n)] : [];
  });
  return [...new Set(sizes)];
}

function resctrlOf(domain: XmlElement): Pick<GuestNeeds, "caches" | "bandwidthNodes"> {
  const caches = grandchildrenNamed(domain, "cputune", "cachetune").flatMap((tune) => childrenNamed(tune, "cache"));
  const nodes = grandchildrenNamed(domain, "cputune", "memorytune").flatMap((tune) => childrenNamed(tune, "node"));
  const number = (element: XmlElement, name: string) => parseCount(attributeNamed(element, name)?.value ?? "") ?? 0;
  return {
    caches: caches.map((cache) => ({
      id: number(cache, "id"),
      level: number(cache, "level"),
      type: attributeNamed(cache, "type")?.value ?? "both",
    })),
    bandwidthNodes: nodes.map((node) => number(node, "id")),
  };
}

/** What decides on which hosts a VM starts. */
export interface Guest {
  readonly cpu: CpuDefinition;
  /** libvirt's name. */
  readonly arch: string;
  /** `kvm`, `qemu`, …; undefined outside a domain. */
  readonly virtType?: string;
  readonly machine?: string;
  /** The most vCPUs it may have. */
  readonly vcpus?: number;
  /** What it will be is not known: its document has placeholders. The rest says nothing then. */
  readonly isTemplate?: true;
  /** What it asks for beside its CPU; undefined outside a domain. */
  readonly needs?: GuestNeeds;
}

/** What libvirt makes of a domain without `<cpu>`: the machine type's own model ({@link fillDefaults}). */
const WITHOUT_CPU: CpuDefinition = { type: "guest", mode: "custom", match: "exact", fallback: "allow", features: [] };

/**
 * @param view a domain, or a `<cpu>` on its own
 * @param arch the architecture of the view's catalogue
 * @returns undefined for what is no guest
 */
export function guestOf(view: DomainView, arch: string): Guest | undefined {
  const cpu = view.cpu?.definition();
  if (view.isTemplate && !view.cpu?.isHost) return { cpu: cpu ?? WITHOUT_CPU, arch, isTemplate: true };
  const asked = view.cpu === undefined && view.domain !== undefined ? WITHOUT_CPU : cpu;
  if (asked === undefined || asked.type !== "guest") return undefined;
  // A domain without <vcpu> has one.
  const vcpus = view.vcpu === undefined ? 1 : view.vcpu.count;
  const needs = needsOf(view);
  return {
    cpu: asked,
    arch,
    ...(view.type === undefined ? {} : { virtType: view.type.value }),
    ...(view.os?.machine === undefined || view.os.machine.value === "" ? {} : { machine: view.os.machine.value }),
    ...(vcpus === undefined ? {} : { vcpus }),
    ...(needs === undefined ? {} : { needs }),
  };
}
