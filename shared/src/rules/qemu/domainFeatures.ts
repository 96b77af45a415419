import * as l10n from "@vscode/l10n";
import { similarNames } from "../../catalogue/similarNames.js";
import { isQ35 } from "../../common/arches.js";
import { isOlder } from "../../common/releases.js";
import { type DomainView, foreignArch, guestArch, lastFeature, machineType, parseMemory } from "../../domain/index.js";
import type { CpuMap } from "../../engine/index.js";
import { attributeNamed, childNamed, childrenNamed, localName, type XmlElement } from "../../xml/index.js";
import {
  type AttributeTest,
  type Check,
  isNone,
  type Report,
  type Rule,
  renameOrRemove,
  wrongAttribute,
} from "../kit.js";
import { wrongSizeText } from "../memory/sizes.js";
import { runsOnQemu } from "../vcpus/count.js";
import { refuseFeature } from "./featureArch.js";

const OLD: readonly string[] =
  "acpi apic pae hap viridian privnet hyperv kvm pvspinlock capabilities pmu vmport gic smm ioapic hpt vmcoreinfo htm nested-hv msrs ccf-assist xen cfpc sbbc ibs".split(
    " ",
  );

/** Features of the domain by the release that brought them; the others are older than 7.0. */
const SINCE: readonly (readonly [name: string, release: string])[] = [
  ["tcg", "8.0.0"],
  ["async-teardown", "9.6.0"],
  ["ras", "10.4.0"],
  ["ps2", "10.7.0"],
  ["aia", "11.1.0"],
];

const SWITCH: AttributeTest = { words: ["on", "off"] };
const PASSTHROUGH: AttributeTest = { words: ["sync_pt", "share_pt"] };
const REQUIRED_SWITCH: AttributeTest = { words: ["on", "off"], required: true };

/** The attributes of features that take one of some words, as virDomainFeaturesDefParse reads them (9.0, measured). */
const ATTRIBUTES: ReadonlyMap<string, readonly [attribute: string, test: AttributeTest]> = new Map([
  ["apic", ["eoi", SWITCH]],
  ["hap", ["state", SWITCH]],
  ["pmu", ["state", SWITCH]],
  ["smm", ["state", SWITCH]],
  ["vmport", ["state", SWITCH]],
  ["pvspinlock", ["state", SWITCH]],
  ["vmcoreinfo", ["state", SWITCH]],
  ["htm", ["state", REQUIRED_SWITCH]],
  ["nested-hv", ["state", REQUIRED_SWITCH]],
  ["ccf-assist", ["state", REQUIRED_SWITCH]],
  ["ioapic", ["driver", { words: ["kvm", "qemu"] }]],
  ["gic", ["version", { words: ["2", "3", "host"] }]],
  ["hpt", ["resizing", { words: ["enabled", "disabled", "required"] }]],
  ["msrs", ["unknown", { words: ["ignore", "fault"], required: true }]],
  ["cfpc", ["value", { words: ["broken", "workaround", "fixed"] }]],
  ["sbbc", ["value", { words: ["broken", "workaround", "fixed"] }]],
  ["ibs", ["value", { words: ["broken", "workaround", "fixed-ibs", "fixed-ccd", "fixed-na"] }]],
  ["ps2", ["state", REQUIRED_SWITCH]],
  ["ras", ["state", REQUIRED_SWITCH]],
  ["aia", ["value", { words: ["none", "aplic", "aplic-imsic"] }]],
  ["async-teardown", ["enabled", { words: ["yes", "no"] }]],
  ["capabilities", ["policy", { words: ["default", "allow", "deny"] }]],
]);

/** The elements of `<features>`: virDomainFeaturesDefParse. */
const domainFeatures: Check = function* (context) {
  const { view, catalogue } = context;
  yield* featureMachine(context);
  const { release, map } = catalogue;
  const names = [...OLD, ...SINCE.filter(([, since]) => !isOlder(release, since)).map(([name]) => name)];
  for (const element of view.domain === undefined ? [] : view.featureElements) {
    const name = localName(element);
    if (!names.includes(name)) yield unknown(element, { names, release, map });
    const [attribute, test] = ATTRIBUTES.get(name) ?? [];
    const isEmpty = attribute === "eoi" && isNone(attributeNamed(element, attribute)?.value ?? "on", release);
    if (attribute !== undefined && !isEmpty) yield* wrongAttribute(element, attribute, test);
    if (name === "xen") yield* ofXen(element, { names: ["e820_host", "passthrough"], release, map: undefined });
    if (name === "capabilities") {
      yield* ofContainers(element, {
        names: catalogue.grammar.elements["features/capabilities"]?.children ?? [],
        release,
      });
    }
  }
};

/** libvirt: virDomainFeaturesCapabilitiesDefParse, for every driver. */
function* ofContainers(capabilities: XmlElement, known: Omit<Known, "map">): Iterable<Report> {
  for (const element of capabilities.elements) {
    if (known.names.includes(localName(element))) yield* wrongAttribute(element, "state", SWITCH);
    else {
      const libvirt = `unsupported configuration: unexpected capability feature '${element.name}'`;
      yield { ...unknown(element, { ...known, map: undefined }), libvirt };
    }
  }
}

/** libvirt: virDomainFeaturesXENDefParse, for every driver. */
function* ofXen(xen: XmlElement, known: Known): Iterable<Report> {
  for (const element of xen.elements) {
    if (!known.names.includes(localName(element))) {
      const libvirt = `unsupported configuration: unsupported Xen feature: ${element.name}`;
      yield { ...unknown(element, known), libvirt };
      continue;
    }
    yield* wrongAttribute(element, "state", REQUIRED_SWITCH);
    const isOn = attributeNamed(element, "state")?.value === "on";
    if (isOn && localName(element) === "passthrough") yield* wrongAttribute(element, "mode", PASSTHROUGH);
  }
}

interface Known {
  readonly names: readonly string[];
  readonly release: string;
  readonly map: CpuMap | undefined;
}

function unknown(element: XmlElement, { names, release, map }: Known): Report {
  const { name } = element;
  const ofCpu = map?.featureByName.has(name) === true || map?.featureByAlias.has(name) === true;
  const likely = ofCpu ? undefined : similarNames(name, names, 1)[0];
  const newer = SINCE.find(([each]) => each === name)?.[1];
  const hint = ofCpu
    ? ` ${l10n.t("For a CPU feature, use <feature policy='require' name='{0}'/> in <cpu>.", name)}`
    : newer !== undefined
      ? ` ${l10n.t("It needs libvirt {0}.", newer.replace(/\.0$/, ""))}`
      : likely === undefined
        ? ""
        : ` ${l10n.t("Did you mean {0}?", likely)}`;
  return {
    rule: "domain-feature-unknown",
    range: element.nameRange,
    data: { name, release, hint },
    libvirt: `unsupported configuration: unexpected feature '${name}'`,
    fixes: (given) => renameOrRemove(element, newer === undefined ? likely : undefined, given),
  };
}

/** Names and values in `<features>`. */
export const domainFeatureRules: readonly Rule[] = [
  {
    id: "domain-feature-unknown",
    stage: "define",
    severity: "error",
    message: "libvirt {release} does not support the VM feature <{name}>.{hint}",
    reason: "text",
    check: domainFeatures,
  },
];

const MIB = 1048576n;

/** What QEMU's machine types lack (libvirt 12.8's answers); featureArch.ts speaks of architectures. */
const featureMachine: Check = function* ({ view, catalogue }) {
  // What is not about x86 was asked of 11.3 and 12.8 only.
  const isAsked = !isOlder(catalogue.release, "11.3.0");
  yield* suspending(view, isAsked);
  yield* tseg(view);
  for (const element of view.featureElements) {
    const name = localName(element);
    if (!runsOnQemu(view.type?.value)) continue;
    if (name === "vmport" && machineType(view) === "microvm") {
      yield refuseFeature(
        element,
        l10n.t("microvm does not support vmport."),
        "vmport is not available with this QEMU binary",
      );
    }
    if (name === "vmport") yield* vmportWithoutPs2(element, view);
    if (name === "ps2") yield* ps2(element, view);
    if (name === "vmcoreinfo") yield* vmcoreinfo(element, view);
    if (name === "acpi" && isWithoutAcpi(view) && isAsked) {
      const libvirt = `machine type '${machineType(view) ?? ""}' does not support ACPI`;
      yield refuseFeature(element, l10n.t("{0} VMs do not support ACPI.", guestArch(view) ?? ""), libvirt);
    }
  }
};

function isWithoutAcpi(view: DomainView): boolean {
  const arch = guestArch(view) ?? "";
  return arch.startsWith("ppc64") || arch.startsWith("s390");
}

/** Its mouse is that of ps2; releases before ps2 refuse that feature itself. */
function* vmportWithoutPs2(element: XmlElement, view: DomainView): Iterable<Report> {
  const isOff = (each: XmlElement | undefined) => attributeNamed(each, "state")?.value === "off";
  if (isOff(element) || !isOff(lastFeature(view, "ps2"))) return;
  const libvirt = "vmport feature requires the ps2 feature not to be disabled";
  yield refuseFeature(element, l10n.t("vmport needs the feature ps2, which is off."), libvirt);
}

function* ps2(element: XmlElement, view: DomainView): Iterable<Report> {
  const arch = foreignArch(view);
  if (arch === undefined && machineType(view) !== "microvm") return;
  const problem =
    arch === undefined ? l10n.t("microvm does not support ps2.") : l10n.t("{0} VMs do not support ps2.", arch);
  yield refuseFeature(element, problem, "ps2 feature is not available with this QEMU binary");
}

function* vmcoreinfo(element: XmlElement, view: DomainView): Iterable<Report> {
  if (!isWithoutAcpi(view) || attributeNamed(element, "state")?.value === "off") return;
  const libvirt = "vmcoreinfo is not available with this QEMU binary";
  yield refuseFeature(element, l10n.t("{0} VMs do not support vmcoreinfo.", guestArch(view) ?? ""), libvirt);
}

/**
 * Memory for the management mode, which only q35 can set aside. Each `<smm>` that is not off has libvirt read the first
 * `<tseg>` of all; the last one decides whether QEMU is asked for it.
 */
function* tseg(view: DomainView): Iterable<Report> {
  const all = view.featureElements.filter((element) => localName(element) === "smm");
  const isOff = (element: XmlElement) => attributeNamed(element, "state")?.value === "off";
  const size = all.map((element) => childNamed(element, "tseg")).find((element) => element !== undefined);
  const last = all.at(-1);
  if (size === undefined || size.content === "" || last === undefined || all.every(isOff)) return;
  yield* wrongSizeText({ element: size, path: "string(./features/smm/tseg)" });
  if (isOff(last) || !runsOnQemu(view.type?.value)) return;
  const machine = machineType(view);
  if (foreignArch(view) !== undefined || (machine !== undefined && !isQ35(machine))) {
    const libvirt = "SMM TSEG is only supported with q35 machine type";
    yield refuseFeature(size, l10n.t("tseg works only with the machine type q35."), libvirt);
    return;
  }
  const bytes = parseMemory(size.content, attributeNamed(size, "unit")?.value || "MiB");
  if ("problem" in bytes || bytes.bytes % MIB === 0n) return;
  yield refuseFeature(size, l10n.t("tseg must be a whole number of MiB."), "SMM TSEG size must be divisible by 1 MiB");
}

/** `<pm>`: only the ACPI of x86 machines says whether a guest may suspend. 9.0 with QEMU 7.2 takes it for POWER, too. */
function* suspending(view: DomainView, isAsked: boolean): Iterable<Report> {
  for (const name of ["suspend-to-mem", "suspend-to-disk"]) {
    const element = childrenNamed(view.domain, "pm").flatMap((pm) => childrenNamed(pm, name))[0];
    if (element === undefined) continue;
    yield* wrongAttribute(element, "enabled", { words: ["yes", "no"] });
    const arch = foreignArch(view);
    if (!isAsked && arch?.startsWith("ppc64") === true) continue;
    if (arch === undefined || !runsOnQemu(view.type?.value) || attributeNamed(element, "enabled") === undefined)
      continue;
    const problem = l10n.t("<pm> is not supported for {0} VMs.", arch);
    yield refuseFeature(element, problem, "setting ACPI S3/S4 not supported");
  }
}
