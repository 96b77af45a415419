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
  if (view.domain === undefined) return [];
  const edits = [...machineEdits(context), ...ioapicEdits(context, view.domain), ...iommuEdits(context, view.domain)];
  return edits.length === 0 ? [] : [prefer("Prepare the VM for more than 255 vCPUs", ...edits)];
}

function machineEdits({ view, document }: RuleContext): TextEdit[] {
  const type = view.os?.type?.element;
  const machine = view.os?.machine;
  if (machine === undefined) return type === undefined ? [] : [setAttribute(document.text, type, "machine", "q35")];
  return isQ35(machine.value) ? [] : [setValue(document.text, machine.attribute, "q35")];
}

function ioapicEdits({ view, document }: RuleContext, domain: XmlElement): TextEdit[] {
  const { text } = document;
  const ioapic = childNamed(view.features, "ioapic");
  if (ioapic !== undefined) return [setAttribute(text, ioapic, "driver", "qemu")];
  const { indent, quote } = documentStyle(text);
  const line = `<ioapic driver=${quote}qemu${quote}/>`;
  if (view.features !== undefined) return [insertChildren(text, view.features, [line])];
  const before = view.cpu?.element ?? childNamed(domain, "devices");
  return [insertChildren(text, domain, ["<features>", indent + line, "</features>"], before)];
}

function iommuEdits({ catalogue, document }: RuleContext, domain: XmlElement): TextEdit[] {
  const { text } = document;
  const { indent, quote } = documentStyle(text);
  const devices = childNamed(domain, "devices");
  const iommu = childNamed(devices, "iommu");
  if (iommu !== undefined) return driverEdits(text, iommu, isOlder(catalogue.release, "12.2.0"));
  const lines = [
    `<iommu model=${quote}intel${quote}>`,
    `${indent}<driver intremap=${quote}on${quote} eim=${quote}on${quote}/>`,
    "</iommu>",
  ];
  if (devices !== undefined) return [insertChildren(text, devices, lines)];
  return [insertChildren(text, domain, ["<devices>", ...lines.map((line) => indent + line), "</devices>"])];
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
