import * as l10n from "@vscode/l10n";
import type { CpuMap, Feature } from "../engine/index.js";
import { switchValue } from "./qemuOptions.js";

/** A property of `-cpu` that libvirt has an element outside `<cpu>` for (qemuBuildCpuCommandLine, 12.8). */
export interface DomainSetting {
  /** `hyperv` and `kvm` are children of `<features>`; `clock` has timers. */
  readonly place: "hyperv" | "kvm" | "features" | "clock";
  /** Of the element; of a timer its `name`. Empty for the place's own attributes. */
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** A child that the element gets, with state on. */
  readonly part?: string;
  /** The release of libvirt that brought it, where it is young. */
  readonly since?: string;
}

/** The setting that a value means; `none` for what QEMU does anyway, undefined for what libvirt cannot say. */
type Read = (value: string) => DomainSetting | "none" | undefined;

/** On or off, each where libvirt passes it on. */
function switched(
  place: DomainSetting["place"],
  name: string,
  { on, off }: { readonly on?: string; readonly off?: string },
  attribute = "state",
): Read {
  return (value) => {
    const word = switchValue(value);
    const said = word === "on" ? on : word === "off" ? off : undefined;
    return said === undefined || said === "none" ? said : { place, name, attributes: [[attribute, said]] };
  };
}

/** An enlightenment: off unless it is named. */
function hyperv(name: string, since?: string): Read {
  return (value) => young(switched("hyperv", name, { on: "on", off: "none" })(value), since);
}

function hypervPart(name: string, part: string, since: string): Read {
  return (value) => {
    const said = hyperv(name)(value);
    return typeof said === "object" ? young({ ...said, part }, since) : said;
  };
}

function young(setting: ReturnType<Read>, since: string | undefined): ReturnType<Read> {
  return typeof setting === "object" && since !== undefined ? { ...setting, since } : setting;
}

/** The least that libvirt takes. */
const LEAST_RETRIES = 4095;
const MOST_RETRIES = 0xffffffff;

const spinlocks: Read = (value) => {
  const retries = /^(?:0x[\da-f]{1,8}|\d{1,10})$/i.test(value) ? Number(value) : 0;
  if (retries < LEAST_RETRIES || retries > MOST_RETRIES) return undefined;
  const attributes = [["state", "on"] as const, ["retries", String(retries)] as const];
  return { place: "hyperv", name: "spinlocks", attributes };
};

const hypervVendor: Read = (value) =>
  /^[ -~]{1,12}$/.test(value)
    ? {
        place: "hyperv",
        name: "vendor_id",
        attributes: [
          ["state", "on"],
          ["value", value],
        ] as const,
      }
    : undefined;

const frequency: Read = (value) =>
  /^[1-9]\d{0,18}$/.test(value) ? { place: "clock", name: "tsc", attributes: [["frequency", value]] } : undefined;

const SETTINGS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ["hv-passthrough", switched("hyperv", "", { on: "passthrough", off: "none" }, "mode")],
  ...["relaxed", "vapic", "vpindex", "runtime", "synic", "stimer", "reset", "frequencies", "reenlightenment"].map(
    (name): [string, Read] => [`hv-${name}`, hyperv(name)],
  ),
  ...["tlbflush", "ipi", "evmcs", "avic"].map((name): [string, Read] => [`hv-${name}`, hyperv(name)]),
  ["hv-emsr-bitmap", hyperv("emsr_bitmap", "10.7.0")],
  ["hv-xmm-input", hyperv("xmm_input", "10.7.0")],
  ["hv-stimer-direct", hypervPart("stimer", "direct", "5.7.0")],
  ["hv-tlbflush-direct", hypervPart("tlbflush", "direct", "11.0.0")],
  ["hv-tlbflush-ext", hypervPart("tlbflush", "extended", "11.0.0")],
  ["hv-spinlocks", spinlocks],
  ["hv-vendor-id", hypervVendor],
  ["hv-time", switched("clock", "hypervclock", { on: "yes", off: "none" }, "present")],
  ["kvm", switched("kvm", "hidden", { on: "none", off: "on" })],
  ["kvm-hint-dedicated", switched("kvm", "hint-dedicated", { on: "on", off: "none" })],
  ["kvm-poll-control", switched("kvm", "poll-control", { on: "on" })],
  ["kvm-pv-ipi", switched("kvm", "pv-ipi", { on: "none", off: "off" })],
  ["kvm-pv-unhalt", switched("features", "pvspinlock", { on: "on", off: "off" })],
  ["kvm-pv-eoi", switched("features", "apic", { on: "on", off: "off" }, "eoi")],
  ["pmu", switched("features", "pmu", { on: "on", off: "off" })],
  ["kvmclock", switched("clock", "kvmclock", { on: "yes", off: "no" }, "present")],
  ["tsc-frequency", frequency],
]);

/** Reads a property of `-cpu` that libvirt says outside `<cpu>`. */
export function domainSetting(property: string, value: string): DomainSetting | "none" | undefined {
  return SETTINGS.get(property.replaceAll("_", "-"))?.(value);
}

/** Where libvirt says a property of `-cpu`, as an element: `<features><pvspinlock>`; undefined where it cannot. */
export function elementForProperty(property: string): string | undefined {
  const read = SETTINGS.get(property.replaceAll("_", "-"));
  const setting = ["on", "off", "4095", "1"].map((value) => read?.(value)).find((said) => typeof said === "object");
  if (setting === undefined) return undefined;
  const { place, name, attributes } = setting;
  if (place === "clock") return `<clock><timer name='${name}'>`;
  if (name === "") return "<features><hyperv>";
  if (place === "features") return name === "apic" ? "<features><apic eoi='…'>" : `<features><${name}>`;
  return attributes.length > 0 ? `<features><${place}><${name}>` : undefined;
}

/** Says in a few words what becomes of a property that is no feature. */
export function elsewhere(property: string): string {
  const place = elementForProperty(property);
  return place === undefined
    ? l10n.t("{0} is not supported in libvirt's <cpu>", property)
    : l10n.t("use {1} for {0}", property, place);
}

/** QEMU's own names where they are neither libvirt's nor libvirt's with hyphens. */
const QEMU_NAMES: ReadonlyMap<string, string> = new Map([
  ["pclmuldq", "pclmulqdq"],
  ["vmx-invvpid-single-context-noglobals", "vmx-invept-single-context-noglobals"],
]);

/** What QEMU calls a feature: its names have hyphens where libvirt's have underscores. */
export function qemuFeatureName(name: string): string {
  return QEMU_NAMES.get(name) ?? name.replaceAll("_", "-");
}

/** Finds the feature of a QEMU property; `_` and `-` mean the same to QEMU. */
export function featureFinder(map: CpuMap): (property: string) => Feature | undefined {
  const features = new Map<string, Feature>();
  for (const feature of map.features) features.set(qemuFeatureName(feature.name), feature);
  for (const [alias, feature] of map.featureByAlias) {
    const name = qemuFeatureName(alias);
    // The name of a feature wins over an alias of another feature.
    if (!features.has(name)) features.set(name, feature);
  }
  return (property) => map.featureByName.get(property) ?? features.get(qemuFeatureName(property));
}
