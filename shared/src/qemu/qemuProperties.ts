import * as l10n from "@vscode/l10n";
import type { CpuDefinition, CpuMode } from "../engine/index.js";
import { takesHostCpu } from "../engine/index.js";
import { switchValue } from "./qemuOptions.js";

/** The properties of `-cpu` that libvirt has attributes and elements of `<cpu>` for. */
export const QEMU_PROPERTIES: ReadonlySet<string> = new Set([
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

/** Reads them (qemuBuildCpuCommandLine, libvirt 12.8, the other way round); `notes` gets what has no place under the mode. */
export function qemuProperties(values: Values, mode: CpuMode | undefined, notes: string[]): Said {
  const hostCpu = takesHostCpu(mode);
  return {
    ...checkOf(values),
    ...migratableOf(values, hostCpu, notes),
    ...addressOf(values, notes),
    ...cacheOf(values, hostCpu, notes),
    ...vendorIdOf(values, hostCpu, notes),
  };
}

type Values = ReadonlyMap<string, string>;

function isSwitched(values: Values, name: string): "on" | "off" | undefined {
  const value = values.get(name);
  return value === undefined ? undefined : switchValue(value);
}

function checkOf(values: Values): Pick<Said, "check"> {
  if (isSwitched(values, "enforce") === "on") return { check: "full" };
  const check = isSwitched(values, "check");
  return check === undefined ? {} : { check: check === "on" ? "partial" : "none" };
}

function migratableOf(values: Values, hostCpu: boolean, notes: string[]): Pick<Said, "migratable"> {
  const migratable = isSwitched(values, "migratable");
  if (migratable === undefined) return {};
  if (hostCpu) return { migratable };
  notes.push(l10n.t("migratable belongs to host and max only"));
  return {};
}

function addressOf(values: Values, notes: string[]): Pick<Said, "maxPhysAddr"> {
  const limit = numberOf(values, "host-phys-bits-limit", notes);
  const bits = numberOf(values, "phys-bits", notes);
  const passesThrough = isSwitched(values, "host-phys-bits");
  if (passesThrough === "on" || (passesThrough === undefined && limit !== undefined && bits === undefined)) {
    return { maxPhysAddr: { mode: "passthrough", ...(limit === undefined ? {} : { limit }) } };
  }
  return bits === undefined ? {} : { maxPhysAddr: { mode: "emulate", bits } };
}

/** 0 is QEMU's word for "as it is". */
function numberOf(values: Values, name: string, notes: string[]): number | undefined {
  const value = values.get(name);
  if (value === undefined) return undefined;
  if (!/^(\d{1,3}|0x[\da-f]{1,2})$/i.test(value)) {
    notes.push(l10n.t("{0}={1} is not a number of bits", name, value));
    return undefined;
  }
  return Number(value) > 0 ? Number(value) : undefined;
}

function cacheOf(values: Values, hostCpu: boolean, notes: string[]): Pick<Said, "cache"> {
  if (isSwitched(values, "host-cache-info") === "on") {
    if (hostCpu) return { cache: { mode: "passthrough" } };
    notes.push(l10n.t("host-cache-info works with host and max only"));
  }
  const l3 = isSwitched(values, "l3-cache");
  if (l3 === undefined) return {};
  return { cache: l3 === "on" ? { level: 3, mode: "emulate" } : { mode: "disable" } };
}

function vendorIdOf(values: Values, hostCpu: boolean, notes: string[]): Pick<Said, "vendorId"> {
  const vendorId = values.get("vendor");
  if (vendorId === undefined) return {};
  if (!hostCpu && /^[ -~]{12}$/.test(vendorId)) return { vendorId };
  notes.push(
    hostCpu
      ? l10n.t("vendor: libvirt leaves the vendor of host and max")
      : l10n.t("vendor={0} is not 12 characters", vendorId),
  );
  return {};
}
