import * as l10n from "@vscode/l10n";
import { similarNames } from "../catalogue/index.js";
import { type CpuDefinition, type CpuDefinitionFeature, type CpuMap, takesHostCpu } from "../engine/index.js";
import { type DomainSetting, domainSetting, elsewhere, featureFinder } from "./qemuElsewhere.js";
import { qemuOptions, switchValue } from "./qemuOptions.js";

/** A QEMU `-cpu` argument in libvirt's words. */
export interface QemuCpu {
  readonly cpu: CpuDefinition;
  /** What libvirt says outside `<cpu>`. */
  readonly settings: readonly DomainSetting[];
  /** What it cannot say. */
  readonly left: readonly LeftOption[];
  /** What is not in `cpu`, each with its place or the reason. */
  readonly notes: readonly string[];
}

/** A property that libvirt has no place for. */
export interface LeftOption {
  /** As QEMU spells it: `vmware-cpuid-freq=on`. */
  readonly option: string;
  /** In a few words. */
  readonly why: string;
}

/**
 * What QEMU's `-cpu` says, as a definition: the model (`host` is host-passthrough, `max` maximum), features by `+f`,
 * `-f`, `f=on`, `f=off` in QEMU's or libvirt's spelling, and the properties that libvirt has attributes for.
 *
 * @param text the argument, with or without `-cpu`, or a command line that holds one
 * @example fromQemuCpu("-cpu Haswell-noTSX,+vmx,enforce", map)
 */
export function fromQemuCpu(text: string, map: CpuMap): QemuCpu | { readonly error: string } {
  const find = featureFinder(map);
  const options = qemuOptions(text, (property) => {
    const name = property.replaceAll("_", "-");
    return QEMU_PROPERTIES.has(name) ? name : (find(property)?.name ?? property);
  });
  if (options === undefined)
    return { error: l10n.t("This is not a value of QEMU's -cpu option, for example Haswell-noTSX,vmx=on") };
  const head = headOf(options.model, map);
  if ("error" in head) return head;
  const other: Other = { settings: [], left: [], notes: [] };
  const features = featuresOf(options.properties, map, other);
  const said = qemuProperties(options.properties, head, map, (name, why) => {
    other.left.push({ option: `${name}=${options.properties.get(name) ?? ""}`, why });
    other.notes.push(why);
  });
  return { cpu: { type: "guest", ...head, ...said, features }, ...other };
}

/** What is not in `<cpu>`. */
interface Other {
  readonly settings: DomainSetting[];
  readonly left: LeftOption[];
  readonly notes: string[];
}

type Head = Pick<CpuDefinition, "mode" | "match" | "model" | "fallback">;

function headOf(typed: string, map: CpuMap): Head | { readonly error: string } {
  // QEMU's class names are accepted too.
  const name = typed.replace(/-(x86_64|i386)-cpu$/, "");
  if (name === "host") return { mode: "host-passthrough", fallback: "allow" };
  if (name === "max") return { mode: "maximum", fallback: "allow" };
  if (map.modelByName.has(name)) return { mode: "custom", match: "exact", model: name, fallback: "forbid" };
  if (/^x86-64-v\d/.test(name)) {
    return { error: l10n.t("{0} is an x86-64 level, not a model. Use the command to insert a CPU profile.", name) };
  }
  const [likely] = similarNames(name, map.modelByName.keys(), 1);
  const hint = likely === undefined ? "" : ` ${l10n.t("Did you mean {0}?", likely)}`;
  return { error: l10n.t("libvirt {0} does not support the CPU model {1}.{2}", map.release, name, hint) };
}

function featuresOf(properties: ReadonlyMap<string, string>, map: CpuMap, other: Other): CpuDefinitionFeature[] {
  const features: CpuDefinitionFeature[] = [];
  for (const [name, value] of properties) {
    if (QEMU_PROPERTIES.has(name)) continue;
    const wanted = switchValue(value);
    if (map.featureByName.has(name)) {
      if (wanted !== undefined) features.push({ name, policy: wanted === "on" ? "require" : "disable" });
      else
        leave(other, { option: `${name}=${value}`, why: l10n.t("{0}={1} is not valid: use on or off", name, value) });
      continue;
    }
    const setting = domainSetting(name, value);
    if (setting === "none") continue;
    if (setting === undefined) leave(other, { option: `${name.replaceAll("_", "-")}=${value}`, why: elsewhere(name) });
    else {
      other.settings.push(setting);
      other.notes.push(elsewhere(name));
    }
  }
  return features;
}

function leave({ left, notes }: Other, option: LeftOption): void {
  left.push(option);
  notes.push(option.why);
}

/** The properties of `-cpu` that libvirt has attributes and elements of `<cpu>` for. */
const QEMU_PROPERTIES: ReadonlySet<string> = new Set([
  "enforce",
  "check",
  "migratable",
  "phys-bits",
  "host-phys-bits",
  "host-phys-bits-limit",
  "l3-cache",
  "host-cache-info",
  "vendor",
]);

type Said = Pick<CpuDefinition, "check" | "migratable" | "maxPhysAddr" | "cache" | "vendorId">;

/**
 * Reads them (qemuBuildCpuCommandLine, libvirt 12.8, the other way round).
 *
 * @param leave is told what has no place under the mode, and why
 */
function qemuProperties(
  values: Values,
  { mode, model }: Pick<CpuDefinition, "mode" | "model">,
  map: CpuMap,
  leave: Leave,
): Said {
  const hostCpu = takesHostCpu(mode);
  const ownVendor = map.vendors.get(map.modelByName.get(model ?? "")?.vendor ?? "")?.string;
  return {
    ...checkOf(values),
    ...migratableOf(values, hostCpu, leave),
    ...addressOf(values, leave),
    ...cacheOf(values, hostCpu, leave),
    // The model brings its own along.
    ...(ownVendor !== undefined && values.get("vendor") === ownVendor ? {} : vendorIdOf(values, hostCpu, leave)),
  };
}

type Leave = (property: string, why: string) => void;
type Values = ReadonlyMap<string, string>;

function isSwitched(values: Values, name: string): "on" | "off" | undefined {
  const value = values.get(name);
  return value === undefined ? undefined : switchValue(value);
}

function checkOf(values: Values): Pick<Said, "check"> {
  // Either refuses a host that lacks something. libvirt's full would also refuse what QEMU adds by itself.
  if (isSwitched(values, "enforce") === "on") return { check: "partial" };
  const check = isSwitched(values, "check");
  return check === undefined ? {} : { check: check === "on" ? "partial" : "none" };
}

function migratableOf(values: Values, hostCpu: boolean, leave: Leave): Pick<Said, "migratable"> {
  const migratable = isSwitched(values, "migratable");
  if (migratable === undefined) return {};
  if (hostCpu) return { migratable };
  leave("migratable", l10n.t("migratable works only with host and max"));
  return {};
}

function addressOf(values: Values, leave: Leave): Pick<Said, "maxPhysAddr"> {
  const limit = numberOf(values, "host-phys-bits-limit", leave);
  const bits = numberOf(values, "phys-bits", leave);
  const passesThrough = isSwitched(values, "host-phys-bits");
  if (passesThrough === "on" || (passesThrough === undefined && limit !== undefined && bits === undefined)) {
    return { maxPhysAddr: { mode: "passthrough", ...(limit === undefined ? {} : { limit }) } };
  }
  return bits === undefined ? {} : { maxPhysAddr: { mode: "emulate", bits } };
}

/** 0 is QEMU's word for "as it is". */
function numberOf(values: Values, name: string, leave: Leave): number | undefined {
  const value = values.get(name);
  if (value === undefined) return undefined;
  if (!/^(\d{1,3}|0x[\da-f]{1,2})$/i.test(value)) {
    leave(name, l10n.t("{0}={1} is not a valid number of bits", name, value));
    return undefined;
  }
  return Number(value) > 0 ? Number(value) : undefined;
}

function cacheOf(values: Values, hostCpu: boolean, leave: Leave): Pick<Said, "cache"> {
  if (isSwitched(values, "host-cache-info") === "on") {
    if (hostCpu) return { cache: { mode: "passthrough" } };
    leave("host-cache-info", l10n.t("host-cache-info works only with host and max"));
  }
  const l3 = isSwitched(values, "l3-cache");
  if (l3 === undefined) return {};
  return { cache: l3 === "on" ? { level: 3, mode: "emulate" } : { mode: "disable" } };
}

function vendorIdOf(values: Values, hostCpu: boolean, leave: Leave): Pick<Said, "vendorId"> {
  const vendorId = values.get("vendor");
  if (vendorId === undefined) return {};
  if (!hostCpu && /^[ -~]{12}$/.test(vendorId)) return { vendorId };
  leave(
    "vendor",
    hostCpu
      ? l10n.t("vendor cannot be changed for host and max")
      : l10n.t("vendor={0} must have 12 characters", vendorId),
  );
  return {};
}
