import * as l10n from "@vscode/l10n";
import { isQ35 } from "../../common/arches.js";
import { isOlder } from "../../common/releases.js";
import { type DomainView, lastFeature, maxVcpus } from "../../domain/index.js";
import { insertChildren, setAttribute, setValue } from "../../edits/index.js";
import { attributeNamed, childNamed, documentStyle, type TextEdit, type XmlElement } from "../../xml/index.js";
import {
  type Check,
  type CheckContext,
  type Fix,
  otherCpu,
  prefer,
  type Report,
  type Rule,
  type RuleContext,
} from "../kit.js";
import { isX86Guest, runsOnQemu } from "./count.js";

/** More vCPUs than an interrupt controller without extended mode can address (QEMU_MAX_VCPUS_WITHOUT_EIM). */
const MAX_WITHOUT_EIM = 255;

/** The end of qemuValidateDomainVCpuTopology. */
const manyVcpus: Check = function* (context) {
  const { view } = context;
  const max = maxVcpus(view);
  if (max === undefined || max <= MAX_WITHOUT_EIM || view.vcpu === undefined) return;
  if (!runsOnQemu(view.type?.value) || !isX86Guest(context)) return;
  const machine = view.os?.machine;
  const data = { vcpus: String(max) };
  if (machine === undefined || !isQ35(machine.value)) {
    yield {
      rule: "many-vcpus-machine",
      range: view.vcpu.countRange,
      data,
      libvirt: `unsupported configuration: more than ${MAX_WITHOUT_EIM} vCPUs are only supported on q35-based machine types`,
      // Which machine is taken where none is named depends on the QEMU of the host.
      ...(machine === undefined ? { severity: "warning" } : {}),
      ...(machine === undefined ? {} : { related: [{ ...machine.attribute, message: l10n.t("The machine type.") }] }),
      fixes: preparedForManyVcpus,
    };
    return;
  }
  yield* interruptMode(context, view.vcpu.countRange, data);
};

function* interruptMode(context: RuleContext, range: Report["range"], data: Record<string, string>): Iterable<Report> {
  const iommu = iommuOf(context.view);
  const verdict = verdictOn(iommu, context);
  if (verdict === undefined) return;
  yield {
    rule: "many-vcpus-interrupts",
    range,
    data,
    libvirt: isOlder(context.catalogue.release, "12.2.0")
      ? `unsupported configuration: more than ${MAX_WITHOUT_EIM} vCPUs require extended interrupt mode enabled on the iommu device`
      : `unsupported configuration: more than ${MAX_WITHOUT_EIM} vCPUs require either IOAPIC in QEMU or an iommu device with EIM or XTSup mode enabled`,
    severity: verdict,
    ...(iommu === undefined ? {} : { related: [{ ...iommu.nameRange, message: l10n.t("The IOMMU.") }] }),
    fixes: preparedForManyVcpus,
  };
}

/**
 * Whether libvirt refuses. Since 10.10 it adds an IOMMU with extended interrupt mode where there is none, and turns the
 * mode on where nothing is said; since 12.2 that holds for AMD's too, and an I/O APIC in QEMU will do.
 */
function verdictOn(iommu: XmlElement | undefined, { catalogue, view }: RuleContext): "error" | "warning" | undefined {
  const driver = childNamed(iommu, "driver");
  const eim = attributeNamed(driver, "eim")?.value;
  if (isOlder(catalogue.release, "10.10.0")) return eim === "on" ? undefined : "error";
  const ioapic = attributeNamed(lastFeature(view, "ioapic"), "driver")?.value;
  if (iommu === undefined) return ioapic === "kvm" ? "error" : undefined;
  if (isOlder(catalogue.release, "12.2.0")) {
    return eim === "on" || (eim === undefined && modelOf(iommu) === "intel") ? undefined : "error";
  }
  const xtsup = attributeNamed(driver, "xtsup")?.value;
  if (ioapic === "qemu" || (modelOf(iommu) === "amd" ? xtsup : eim) === "on") return undefined;
  const saysNothing = modelOf(iommu) === "amd" ? xtsup === undefined : modelOf(iommu) === "intel" && eim === undefined;
  return saysNothing && ioapic !== "kvm" ? undefined : ioapic === "kvm" ? "error" : "warning";
}

/** The first `<iommu>`, the one that counts. */
function iommuOf({ domain }: DomainView): XmlElement | undefined {
  return childNamed(childNamed(domain, "devices"), "iommu");
}

function modelOf(iommu: XmlElement): string {
  return attributeNamed(iommu, "model")?.value ?? "";
}

/** More than 255 vCPUs on x86. */
export const manyVcpusRules: readonly Rule[] = [
  {
    id: "many-vcpus-machine",
    stage: "define",
    severity: "error",
    message: "{vcpus} vCPUs need the machine type q35: other machine types support at most 255.",
    check: manyVcpus,
  },
  {
    id: "many-vcpus-interrupts",
    stage: "define",
    severity: "error",
    message: "{vcpus} vCPUs need an IOMMU with extended interrupt mode (eim), and QEMU's I/O APIC.",
  },
];

/** One fix that brings all that more than 255 vCPUs need: a q35 machine, an I/O APIC in QEMU, an IOMMU. */
function preparedForManyVcpus(context: CheckContext): Fix[] {
  const { view } = context;
  // Without a type libvirt refuses the whole.
  if (view.domain === undefined || view.os?.type === undefined) return [];
  const edits = [...machineEdits(context), ...interruptEdits(context, view.domain)];
  return edits.length === 0 ? [] : [otherCpu(prefer(l10n.t("Prepare the VM for more than 255 vCPUs"), ...edits))];
}

function machineEdits({ view, text }: CheckContext): TextEdit[] {
  const type = view.os?.type?.element;
  const machine = view.os?.machine;
  if (machine === undefined) return type === undefined ? [] : [setAttribute(text, type, "machine", "q35")];
  return isQ35(machine.value) ? [] : [setValue(text, machine.attribute, "q35")];
}

/** What is in no element yet goes in at one place, where both would otherwise meet. */
function interruptEdits(context: CheckContext, domain: XmlElement): TextEdit[] {
  const { text } = context;
  const after = context.view.cpu?.element ?? childNamed(domain, "devices");
  if (context.view.features === undefined && after === undefined) {
    return [insertChildren(text, domain, [...featuresLines(text), ...devicesLines(text)])];
  }
  return [...ioapicEdits(context, domain), ...iommuEdits(context, domain)];
}

function featuresLines(text: string): string[] {
  const { indent } = documentStyle(text);
  return ["<features>", indent + ioapicLine(text), "</features>"];
}

function devicesLines(text: string): string[] {
  const { indent } = documentStyle(text);
  return ["<devices>", ...iommuLines(text).map((line) => indent + line), "</devices>"];
}

function ioapicLine(text: string): string {
  const { quote } = documentStyle(text);
  return `<ioapic driver=${quote}qemu${quote}/>`;
}

function iommuLines(text: string): string[] {
  const { indent, quote } = documentStyle(text);
  return [
    `<iommu model=${quote}intel${quote}>`,
    `${indent}<driver intremap=${quote}on${quote} eim=${quote}on${quote}/>`,
    "</iommu>",
  ];
}

function ioapicEdits({ view, text }: CheckContext, domain: XmlElement): TextEdit[] {
  const ioapic = lastFeature(view, "ioapic");
  if (ioapic !== undefined) return [setAttribute(text, ioapic, "driver", "qemu")];
  if (view.features !== undefined) return [insertChildren(text, view.features, [ioapicLine(text)])];
  const before = view.cpu?.element ?? childNamed(domain, "devices");
  return [insertChildren(text, domain, featuresLines(text), before)];
}

function iommuEdits({ catalogue, text }: CheckContext, domain: XmlElement): TextEdit[] {
  const devices = childNamed(domain, "devices");
  const iommu = childNamed(devices, "iommu");
  if (iommu !== undefined) return driverEdits(text, iommu, isOlder(catalogue.release, "12.2.0"));
  if (devices !== undefined) return [insertChildren(text, devices, iommuLines(text))];
  return [insertChildren(text, domain, devicesLines(text))];
}

/** Turns the extended mode on; AMD's IOMMU has one since 12.2. */
function driverEdits(text: string, iommu: XmlElement, old: boolean): TextEdit[] {
  const amd = !old && iommu.attributes.some(({ name, value }) => name === "model" && value === "amd");
  const mode = amd ? "xtsup" : "eim";
  const model = amd ? [] : [setAttribute(text, iommu, "model", "intel")];
  const driver = childNamed(iommu, "driver");
  if (driver !== undefined) {
    return [...model, ...["intremap", mode].map((name) => setAttribute(text, driver, name, "on"))];
  }
  const { quote } = documentStyle(text);
  const line = `<driver intremap=${quote}on${quote} ${mode}=${quote}on${quote}/>`;
  return [...model, insertChildren(text, iommu, [line])];
}
