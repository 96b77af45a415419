import { cpuProblem, errorOf } from "./cpuError.js";
import type { CpuMap } from "./cpuMap.js";
import {
  CPU_CHECKS,
  CPU_MATCHES,
  CPU_MODES,
  type CpuDefinition,
  type CpuFallback,
  type CpuMatch,
  type CpuMode,
  type Switch,
  takesHostCpu,
} from "./definition.js";
import { attributeOf, childOf, childrenOf, childText, type Element } from "./element.js";
import {
  PropertyReader,
  type ReportCpuProblem,
  readCache,
  readFeatures,
  readMaxPhysAddr,
  readTopology,
  utf8Length,
} from "./parseParts.js";
import { reads } from "./reads.js";
import { readXml } from "./readXml.js";

/** What a caller of {@link parseCpu} expects; `auto` takes a `<cpu>` with `<arch>` for a host's, as virsh does. */
export type CpuType = "guest" | "host" | "auto";

export interface ParseOptions {
  readonly type: CpuType;
  readonly map?: CpuMap;
  readonly release?: string;
}

/**
 * Reads a `<cpu>` element the way libvirt does (virCPUDefParseXML, libvirt 12.8), checks in its order.
 *
 * @param xml a document whose root is `<cpu>`
 * @param options.type whose CPU it is
 * @param options.map where given, features that the map does not name are refused, as at start
 * @param options.release the libvirt release that reads it: that of the map, else the newest. Older ones drop parts that
 *   later ones read, and before 7.1 there is no mode maximum
 * @returns the definition: what libvirt keeps of the text; unknown elements and text are dropped silently
 * @throws CpuError libvirt's first error, with its message
 * @example parseCpu("<cpu mode='host-model'/>", { type: "guest" }).mode // "host-model"
 */
export function parseCpu(xml: string, options: ParseOptions): CpuDefinition {
  return readCpu(readXml(xml), options, (problem) => {
    throw errorOf(problem);
  });
}

/**
 * The same for an element that has been read already. Every problem goes to `report`, in libvirt's order: libvirt
 * stops at the first, an editor wants them all.
 *
 * @internal
 */
export function readCpu(element: Element, options: ParseOptions, report: ReportCpuProblem): CpuDefinition {
  const { map, release = map?.release } = options;
  const properties = new PropertyReader(element, report);
  if (element.name !== "cpu") {
    properties.refuse("wrong-root", "XML error", "XML does not contain expected 'cpu' element");
  }
  const type = options.type === "auto" ? detectType(element, properties) : options.type;
  const head = type === "host" ? readHostHead(element, properties) : readGuestHead(element, properties, release);
  const host = type === "host" ? readHostFacts(element, report) : {};
  const model = readModel(element, type, head.mode, report);
  const topology = readTopology(element, release, report);
  const features = readFeatures(element, { type, mode: head.mode, hasModel: model.model !== undefined }, report);
  const cache = readCache(element, report);
  const maxPhysAddr = readMaxPhysAddr(element, release, report);
  if (map !== undefined) refuseUnknownFeatures(element, map, report);
  return {
    type,
    ...head,
    ...host,
    ...model,
    ...(topology === undefined ? {} : { topology }),
    ...(cache === undefined ? {} : { cache }),
    ...(maxPhysAddr === undefined ? {} : { maxPhysAddr }),
    features,
  };
}

function detectType(element: Element, properties: PropertyReader): "guest" | "host" {
  if (childOf(element, "arch") === undefined) return "guest";
  if (attributeOf(element, "match") !== undefined) {
    // The stray apostrophe at the end is libvirt's.
    const detail = "'arch' element cannot be used inside 'cpu' element with 'match' attribute'";
    properties.refuse("arch-with-match", "XML error", detail, "match");
  }
  return "host";
}

interface Head {
  readonly mode?: CpuMode;
  readonly match?: CpuMatch;
  readonly check?: (typeof CPU_CHECKS)[number];
  readonly migratable?: Switch;
  readonly deprecatedFeatures?: Switch;
}

function readHostHead(element: Element, properties: PropertyReader): Head {
  if (attributeOf(element, "mode") !== undefined) {
    properties.refuse(
      "mode-on-host",
      "unsupported configuration",
      "Attribute mode is only allowed for guest CPU",
      "mode",
    );
  }
  properties.word("migratable", ["on", "off"] as const);
  return {};
}

function readGuestHead(element: Element, properties: PropertyReader, release: string | undefined): Head {
  const mode = readMode(element, properties, release);
  const migratable = properties.word("migratable", ["on", "off"] as const);
  if (migratable !== undefined && !takesHostCpu(mode)) {
    const detail = "Attribute migratable is only allowed for 'host-passthrough' / 'maximum' CPU mode";
    properties.refuse("migratable-mode", "unsupported configuration", detail, "migratable");
  }
  const match = properties.word("match", CPU_MATCHES);
  const check = properties.word("check", [...CPU_CHECKS, "default"] as const);
  const deprecatedFeatures = reads("deprecated_features", release)
    ? properties.word("deprecated_features", ["on", "off"] as const)
    : undefined;
  return {
    mode,
    ...(mode === "custom" ? { match: match ?? "exact" } : match === undefined ? {} : { match }),
    // The parser knows a fourth word, `default`; it means the same as no attribute.
    ...(check === undefined || check === "default" ? {} : { check }),
    ...(migratable === undefined ? {} : { migratable }),
    ...(deprecatedFeatures === undefined ? {} : { deprecatedFeatures }),
  };
}

function readMode(element: Element, properties: PropertyReader, release: string | undefined): CpuMode {
  const value = attributeOf(element, "mode");
  if (value === undefined) return "custom";
  const mode = CPU_MODES.find((name) => name === value && (name !== "maximum" || reads(name, release)));
  if (mode === undefined) {
    properties.refuse("invalid-mode", "unsupported configuration", `Invalid mode attribute '${value}'`, "mode");
  }
  return mode ?? "custom";
}

/** Modes that hand the host's own CPU to the guest; they ignore `<model>`. */
type ModelPart = Pick<CpuDefinition, "model" | "fallback" | "vendorId" | "vendor">;

function readModel(
  element: Element,
  type: "guest" | "host",
  mode: CpuMode | undefined,
  report: ReportCpuProblem,
): ModelPart {
  // host-passthrough and maximum keep the name, which libvirt compares and expands but does not print.
  const model = childText(element, "model");
  const child = takesHostCpu(mode) ? undefined : childOf(element, "model");
  if (model === undefined && type === "host") {
    report(cpuProblem("missing-model", "XML error", "Missing CPU model name", undefined, { element }));
  }
  const fallback = child !== undefined && type === "guest" ? readFallback(child, report) : undefined;
  const vendorId = child === undefined ? undefined : readVendorId(child, report);
  const vendor = childText(element, "vendor");
  if (vendor !== undefined && model === undefined) {
    const place = { element: childOf(element, "vendor") ?? element };
    const detail = "CPU vendor specified without CPU model";
    report(cpuProblem("vendor-without-model", "XML error", detail, vendor, place));
  }
  return {
    fallback: fallback ?? "allow",
    ...(model === undefined ? {} : { model }),
    ...(vendorId === undefined ? {} : { vendorId }),
    ...(vendor === undefined ? {} : { vendor }),
  };
}

function readFallback(model: Element, report: ReportCpuProblem): CpuFallback | undefined {
  // Read as a string, of which an empty one is none (9.0's answers).
  const value = attributeOf(model, "fallback") || undefined;
  if (value === undefined || value === "allow" || value === "forbid") return value;
  const detail = "Invalid fallback attribute";
  new PropertyReader(model, report).refuse("invalid-fallback", "unsupported configuration", detail, "fallback");
  return undefined;
}

const VENDOR_ID_BYTES = 12;

function readVendorId(model: Element, report: ReportCpuProblem): string | undefined {
  const value = attributeOf(model, "vendor_id");
  if (!value) return undefined;
  const properties = new PropertyReader(model, report);
  if (utf8Length(value) !== VENDOR_ID_BYTES) {
    const detail = `vendor_id must be exactly ${VENDOR_ID_BYTES} characters long`;
    properties.refuse("vendor-id-length", "XML error", detail, "vendor_id");
    return undefined;
  }
  if (value.includes(",")) {
    properties.refuse("vendor-id-comma", "XML error", "vendor id is invalid", "vendor_id");
    return undefined;
  }
  return value;
}

function refuseUnknownFeatures(element: Element, map: CpuMap, report: ReportCpuProblem): void {
  // libvirt's ppc64 driver has no list of features and checks none.
  if (map.arch === "ppc64") return;
  for (const feature of element.elements) {
    const name = feature.name === "feature" ? attributeOf(feature, "name") : undefined;
    if (!name || map.featureByName.has(name)) continue;
    const place = { element: feature, attribute: "name" };
    const detail = `unknown CPU feature: ${name}`;
    report(cpuProblem("unknown-feature", "unsupported configuration", detail, name, place));
  }
}

/** The architectures libvirt 12.8 names. */
export const ARCHES: ReadonlySet<string> = new Set(
  `alpha armv6l armv7l armv7b aarch64 cris i686 ia64 lm32 loongarch64 m68k microblaze microblazeel mips mipsel mips64
   mips64el openrisc parisc parisc64 ppc ppcle ppc64 ppc64le ppcemb riscv32 riscv64 s390 s390x sh4 sh4eb sparc sparc64
   unicore32 x86_64 xtensa xtensaeb`.split(/\s+/),
);

type HostFacts = Pick<CpuDefinition, "arch" | "microcode" | "signature" | "tsc">;

/** What only a host's `<cpu>` says: architecture, microcode, signature and time stamp counter. */
function readHostFacts(element: Element, report: ReportCpuProblem): HostFacts {
  const arch = readArch(element, report);
  const microcode = readNumber(childOf(element, "microcode"), "version", "invalid microcode version", report);
  const signature = readSignature(childOf(element, "signature"), report);
  const counter = childrenOf(element, "counter").find((child) => attributeOf(child, "name") === "tsc");
  const frequency = counter === undefined ? undefined : attributeOf(counter, "frequency");
  const scaling = counter === undefined ? undefined : attributeOf(counter, "scaling");
  return {
    ...(arch === undefined ? {} : { arch }),
    ...(microcode === undefined ? {} : { microcode }),
    ...(signature === undefined ? {} : { signature }),
    ...(frequency === undefined
      ? {}
      : { tsc: { frequency, ...(scaling === "yes" || scaling === "no" ? { scaling } : {}) } }),
  };
}

function readArch(element: Element, report: ReportCpuProblem): string | undefined {
  const arch = childText(element, "arch");
  if (arch === undefined) {
    report(cpuProblem("missing-arch", "XML error", "Missing CPU architecture", undefined, { element }));
  } else if (!ARCHES.has(arch)) {
    const place = { element: childOf(element, "arch") ?? element };
    report(cpuProblem("unknown-arch", "XML error", `Unknown architecture ${arch}`, arch, place));
  }
  return arch;
}

function readSignature(element: Element | undefined, report: ReportCpuProblem): CpuDefinition["signature"] {
  if (element === undefined) return undefined;
  const family = readNumber(element, "family", "invalid CPU signature family", report, true);
  const model = readNumber(element, "model", "invalid CPU signature model", report, true);
  const stepping = readNumber(element, "stepping", "invalid CPU signature stepping", report, true);
  if (family === undefined || model === undefined || stepping === undefined) return undefined;
  return { family, model, stepping };
}

function readNumber(
  element: Element | undefined,
  name: string,
  detail: string,
  report: ReportCpuProblem,
  required = false,
): number | undefined {
  if (element === undefined) return undefined;
  const value = attributeOf(element, name);
  if (value === undefined && !required) return undefined;
  if (value !== undefined && /^\d{1,10}$/.test(value)) return Number(value);
  report(cpuProblem("invalid-host-value", "XML error", detail, value, { element, attribute: name }));
  return undefined;
}
