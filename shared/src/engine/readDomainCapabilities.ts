import { known } from "../common/known.js";
import { CpuError, XML_ERROR } from "./cpuError.js";
import type { CpuMap } from "./cpuMap.js";
import { CPU_MODES, type CpuDefinition, type CpuMode, type Switch } from "./definition.js";
import { attributeOf, childOf, childrenOf, childText, type Element } from "./element.js";
import { type Host, type HostCpuModel, type HostMode, type HostOffers, withKnownFeatures } from "./host.js";
import { readCpu } from "./parse.js";

/**
 * What a hypervisor can give to guests of one machine type (virDomainCapsFormat, libvirt 8 to 12).
 *
 * @throws CpuError `invalid-data` when the document names no architecture
 */
export function readDomainCapabilities(root: Element, map: CpuMap): Host {
  const arch = childText(root, "arch");
  if (arch === undefined) {
    throw new CpuError("invalid-data", XML_ERROR, "<domainCapabilities> names no architecture");
  }
  const modes = modeElements(root);
  const { hostModel, unknownFeatures } = readHostModel(modes.get("host-model"), map, arch);
  const custom = modes.get("custom");
  const physicalBits = hostModel?.maxPhysAddr?.limit ?? hostModel?.maxPhysAddr?.bits;
  return {
    source: "domainCapabilities",
    arch,
    ...known({
      hostModel,
      models: custom && readModels(custom),
      modes: modes.size === 0 ? undefined : readModes(modes),
      physicalBits,
    }),
    ...readMachine(root),
    unknownFeatures,
    offers: readOffers(root),
  };
}

function readMachine(root: Element): Pick<Host, "virtType" | "machine" | "emulator" | "maxVcpus"> {
  const virtType = childText(root, "domain");
  const machine = childText(root, "machine");
  const emulator = childText(root, "path");
  const vcpu = childOf(root, "vcpu");
  const max = vcpu === undefined ? undefined : attributeOf(vcpu, "max");
  return {
    ...known({ virtType, machine, emulator }),
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
  const { elements, text, content } = mode;
  const read = readCpu({ name: "cpu", attributes: [], elements, text, content }, { type: "guest" }, () => {});
  if (read.model === undefined) return { unknownFeatures: [] };
  const { cpu, unknownFeatures } = withKnownFeatures(read, map, arch);
  return { hostModel: cpu, unknownFeatures };
}

function readModels(custom: Element): HostCpuModel[] {
  const blockers = new Map(
    childrenOf(custom, "blockers").map((element): [string, string[]] => [
      attributeOf(element, "model") ?? "",
      namesOf(childrenOf(element, "feature")),
    ]),
  );
  return childrenOf(custom, "model").map((element) => readModel(element, blockers.get(element.text) ?? []));
}

/** Of a hundred models with a hundred blockers each: no list is made for each of them. */
function namesOf(features: readonly Element[]): string[] {
  const names: string[] = [];
  for (const feature of features) {
    const name = attributeOf(feature, "name");
    if (name !== undefined) names.push(name);
  }
  return names;
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
    ...known({ canonical }),
  };
}

/**
 * What `<domainCapabilities>` says of a VM beside its CPU (virDomainCapsFormat, libvirt 8 to 12). Elements that an older
 * libvirt does not print stay absent: nothing is known of them.
 */
function readOffers(root: Element): HostOffers {
  const features = childOf(root, "features");
  const os = childOf(root, "os");
  const loader = os && childOf(os, "loader");
  return {
    features: readSupported(features),
    ...known({
      gicVersions: valuesIn(features, "gic", "version"),
      hyperv: valuesIn(features, "hyperv", "features"),
      launchSecurity: readLaunchSecurity(features),
      firmwares: enumOf(os, "firmware"),
      loaderTypes: enumOf(loader, "type"),
      loaderSecure: enumOf(loader, "secure"),
      memorySources: valuesIn(root, "memoryBacking", "sourceType"),
    }),
  };
}

function readSupported(features: Element | undefined): Record<string, boolean> {
  const said = (features?.elements ?? []).flatMap((child): [string, boolean][] => {
    const supported = attributeOf(child, "supported");
    return supported === undefined ? [] : [[child.name, supported === "yes"]];
  });
  return Object.fromEntries(said);
}

/** Since 9.x one list; before, `sev` and `s390-pv` stood alone. */
function readLaunchSecurity(features: Element | undefined): readonly string[] | undefined {
  const listed = valuesIn(features, "launchSecurity", "sectype");
  if (listed !== undefined || features === undefined) return listed;
  const alone = ["sev", "s390-pv", "tdx"].map((name) => childOf(features, name));
  if (alone.every((each) => each === undefined)) return undefined;
  return alone.flatMap((each) => (each !== undefined && attributeOf(each, "supported") === "yes" ? [each.name] : []));
}

/** The values of an `<enum>` of a child; none where that is not supported. */
function valuesIn(parent: Element | undefined, child: string, name: string): readonly string[] | undefined {
  const element = parent && childOf(parent, child);
  if (element === undefined) return undefined;
  return attributeOf(element, "supported") === "no" ? [] : enumOf(element, name);
}

function enumOf(parent: Element | undefined, name: string): readonly string[] | undefined {
  const values = parent && childrenOf(parent, "enum").find((each) => attributeOf(each, "name") === name);
  return values && childrenOf(values, "value").map(({ text }) => text);
}
