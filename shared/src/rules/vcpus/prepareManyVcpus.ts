import * as l10n from "@vscode/l10n";
import { lastFeature } from "../../domain/lastFeature.js";
import { setAttribute, setValue } from "../../edits/attributeEdits.js";
import { insertChildren } from "../../edits/elementEdits.js";
import { childNamed, documentStyle, type XmlElement } from "../../xml/index.js";
import type { TextEdit } from "../../xml/textEdit.js";
import { prefer } from "../fix.js";
import { isOlder } from "../isOlder.js";
import type { Fix, RuleContext } from "../rule.js";
import { isQ35 } from "./vcpuMax.js";

/** One fix that brings all that more than 255 vCPUs need: a q35 machine, an I/O APIC in QEMU, an IOMMU. */
export function preparedForManyVcpus(context: RuleContext): Fix[] {
  const { view } = context;
  // Without a type libvirt refuses the whole.
  if (view.domain === undefined || view.os?.type === undefined) return [];
  const edits = [...machineEdits(context), ...interruptEdits(context, view.domain)];
  return edits.length === 0 ? [] : [prefer(l10n.t("Prepare the VM for more than 255 vCPUs"), ...edits)];
}

function machineEdits({ view, document }: RuleContext): TextEdit[] {
  const type = view.os?.type?.element;
  const machine = view.os?.machine;
  if (machine === undefined) return type === undefined ? [] : [setAttribute(document.text, type, "machine", "q35")];
  return isQ35(machine.value) ? [] : [setValue(document.text, machine.attribute, "q35")];
}

/** What stands in no element yet goes in at one place, where both would otherwise meet. */
function interruptEdits(context: RuleContext, domain: XmlElement): TextEdit[] {
  const { text } = context.document;
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

function ioapicEdits({ view, document }: RuleContext, domain: XmlElement): TextEdit[] {
  const { text } = document;
  const ioapic = lastFeature(view, "ioapic");
  if (ioapic !== undefined) return [setAttribute(text, ioapic, "driver", "qemu")];
  if (view.features !== undefined) return [insertChildren(text, view.features, [ioapicLine(text)])];
  const before = view.cpu?.element ?? childNamed(domain, "devices");
  return [insertChildren(text, domain, featuresLines(text), before)];
}

function iommuEdits({ catalogue, document }: RuleContext, domain: XmlElement): TextEdit[] {
  const { text } = document;
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
