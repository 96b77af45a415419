import { CpuError } from "./cpuError.js";
import type { CpuMap } from "./cpuMap.js";
import { CPU_MODES, type CpuDefinition, type CpuMode, type Switch } from "./definition.js";
import { attributeOf, childOf, childrenOf, childText, type Element } from "./element.js";
import type { Host, HostCpuModel, HostMode } from "./host.js";
import { withKnownFeatures } from "./hostFeatures.js";
import { readCpu } from "./parse.js";

/**
 * What a hypervisor can give to guests of one machine type (virDomainCapsFormat, libvirt 8 to 12).
 *
 * @throws CpuError `invalid-data` when the document names no architecture
 */
export function readDomainCapabilities(root: Element, map: CpuMap): Host {
  const arch = childText(root, "arch");
  if (arch === undefined) {
    throw new CpuError("invalid-data", "XML error", "<domainCapabilities> names no architecture");
  }
  const modes = modeElements(root);
  const { hostModel, unknownFeatures } = readHostModel(modes.get("host-model"), map, arch);
  const custom = modes.get("custom");
  const physicalBits = hostModel?.maxPhysAddr?.limit ?? hostModel?.maxPhysAddr?.bits;
  return {
    source: "domainCapabilities",
    arch,
    ...(hostModel === undefined ? {} : { hostModel }),
    ...(custom === undefined ? {} : { models: readModels(custom) }),
    ...(modes.size === 0 ? {} : { modes: readModes(modes) }),
    ...readMachine(root),
    ...(physicalBits === undefined ? {} : { physicalBits }),
    unknownFeatures,
  };
}

function readMachine(root: Element): Pick<Host, "virtType" | "machine" | "emulator" | "maxVcpus"> {
  const virtType = childText(root, "domain");
  const machine = childText(root, "machine");
  const emulator = childText(root, "path");
  const vcpu = childOf(root, "vcpu");
  const max = vcpu === undefined ? undefined : attributeOf(vcpu, "max");
  return {
    ...(virtType === undefined ? {} : { virtType }),
    ...(machine === undefined ? {} : { machine }),
    ...(emulator === undefined ? {} : { emulator }),
    ...(max !== undefined && /^\d{1,9}$/.test(max) ? { maxVcpus: Number(max) } : {}),
  };
}

function modeElements(root: Element): ReadonlyMap<CpuMode, Element> {
  const cpu = childOf(root, "cpu");
  const modes = new Map<CpuMode, Element>();
  for (const element of cpu === undefined ? [] : childrenOf(cpu, "mode")) {
    const name = CPU_MODES.find((mode) => mode === attributeOf(element, "name"));
    if (name !== undefined && !modes.has(name)) modes.set(name, element);
  }
  return modes;
}

function readModes(elements: ReadonlyMap<CpuMode, Element>): Readonly<Partial<Record<CpuMode, HostMode>>> {
  return Object.fromEntries([...elements].map(([name, element]) => [name, readMode(element)]));
}

function readMode(element: Element): HostMode {
  const migratable = childrenOf(element, "enum")
    .filter((values) => attributeOf(values, "name")?.endsWith("Migratable"))
    .flatMap((values) => childrenOf(values, "value"))
    .map((value) => value.text)
    .filter((value): value is Switch => value === "on" || value === "off");
  const supported = isSupported(element);
  return migratable.length === 0 ? { supported } : { supported, migratable };
}

function isSupported(mode: Element): boolean {
  return attributeOf(mode, "supported") === "yes";
}

function readHostModel(
  mode: Element | undefined,
  map: CpuMap,
  arch: string,
): { readonly hostModel?: CpuDefinition; readonly unknownFeatures: readonly string[] } {
  if (mode === undefined || !isSupported(mode)) return { unknownFeatures: [] };
  // The children are those of a guest's <cpu>.
  const { elements, text } = mode;
  const read = readCpu({ name: "cpu", attributes: [], elements, text }, { type: "guest" }, () => {});
  if (read.model === undefined) return { unknownFeatures: [] };
  const { cpu, unknownFeatures } = withKnownFeatures(read, map, arch);
  return { hostModel: cpu, unknownFeatures };
}

function readModels(custom: Element): HostCpuModel[] {
  const blockers = new Map(
    childrenOf(custom, "blockers").map((element): [string, string[]] => [
      attributeOf(element, "model") ?? "",
      childrenOf(element, "feature").flatMap((feature) => attributeOf(feature, "name") ?? []),
    ]),
  );
  return childrenOf(custom, "model").map((element) => readModel(element, blockers.get(element.text) ?? []));
}

function readModel(element: Element, blockers: readonly string[]): HostCpuModel {
  const usable = attributeOf(element, "usable");
  const vendor = attributeOf(element, "vendor");
  const canonical = attributeOf(element, "canonical");
  return {
    name: element.text,
    usable: usable === "yes" || usable === "no" ? usable : "unknown",
    blockers,
    deprecated: attributeOf(element, "deprecated") === "yes",
    ...(vendor === undefined || vendor === "unknown" ? {} : { vendor }),
    ...(canonical === undefined ? {} : { canonical }),
  };
}
