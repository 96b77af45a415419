import * as l10n from "@vscode/l10n";
import { machineType } from "../../domain/guestMachine.js";
import { lastFeature } from "../../domain/lastFeature.js";
import { removeAttribute, setAttribute, setValue } from "../../edits/attributeEdits.js";
import { addToFeatures } from "../../edits/domainEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { documentStyle } from "../../xml/index.js";
import type { TextEdit } from "../../xml/textEdit.js";
import { attributeOf, elementOf, offer, prefer, removeWhole } from "../fix.js";
import type { FixMaker, Rule, RuleContext } from "../rule.js";
import { viewAt } from "../viewAt.js";
import { iommu } from "./iommu.js";

const fixIntremap: FixMaker = (finding, context) => {
  const attribute = attributeOf(finding, context);
  const edit = splitIoapic(context, finding.start);
  if (attribute === undefined) return [];
  const { text } = context.document;
  return [
    ...(edit === undefined ? [] : [prefer(l10n.t("Let QEMU have the I/O APIC (ioapic driver='qemu')"), edit)]),
    offer(l10n.t("Turn off interrupt remapping"), setValue(text, attribute, "off")),
  ];
};

/** `<ioapic driver='qemu'/>`, where there is none. */
function splitIoapic(context: RuleContext, offset: number): TextEdit | undefined {
  const view = viewAt(context, offset);
  const { text } = context.document;
  const ioapic = lastFeature(view, "ioapic");
  if (ioapic !== undefined) return setAttribute(text, ioapic, "driver", "qemu");
  const { quote } = documentStyle(text);
  return view?.domain && addToFeatures(text, view.domain, [`<ioapic driver=${quote}qemu${quote}/>`]);
}

const fixEim: FixMaker = (finding, context) => {
  const driver = elementOf(finding, context);
  const attribute = attributeOf(finding, context);
  const view = viewAt(context, finding.start);
  if (driver === undefined || attribute === undefined || view === undefined) return [];
  const { text } = context.document;
  const ioapic = lastFeature(view, "ioapic")?.attributes.find(({ name }) => name === "driver")?.value;
  const split = ioapic === "qemu" ? undefined : splitIoapic(context, finding.start);
  return [
    prefer(
      l10n.t("Turn on interrupt remapping too"),
      setAttribute(text, driver, "intremap", "on"),
      ...(split === undefined ? [] : [split]),
    ),
    offer(l10n.t("Remove eim"), removeAttribute(text, attribute)),
  ];
};

const fixMachine: FixMaker = (finding, context) => {
  const element = elementOf(finding, context);
  const view = viewAt(context, finding.start);
  if (element === undefined || view?.domain === undefined) return [];
  const { text } = context.document;
  const remove = removeElement(text, element);
  const machine = view.os?.machine;
  if (finding.data.needs === "acpi") {
    return [
      prefer(l10n.t("Add <acpi/>"), addToFeatures(text, view.domain, ["<acpi/>"])),
      offer(l10n.t("Remove <iommu>"), remove),
    ];
  }
  const toQ35 =
    finding.data.needs === "q35" && machine !== undefined && /^pc(-|$)/.test(machineType(view) ?? "")
      ? [offer(l10n.t("Change the machine type to q35"), setValue(text, machine.attribute, "q35"))]
      : [];
  return [prefer(l10n.t("Remove <iommu>"), remove), ...toQ35];
};

/** IOMMU devices. */
export const iommuRules: readonly Rule[] = [
  {
    id: "iommu-count",
    stage: "define",
    severity: "error",
    message: "A VM has at most one IOMMU.",
    check: iommu,
    fix: (finding, context) => removeWhole(finding, context, l10n.t("Remove this <iommu>")),
  },
  {
    id: "iommu-attributes",
    stage: "define",
    severity: "error",
    message: "An IOMMU of the model {model} has no {name}. Remove it.",
    fix: (finding, context) => {
      const driver = elementOf(finding, context);
      if (driver === undefined) return [];
      return [prefer(l10n.t("Remove <driver>"), removeElement(context.document.text, driver))];
    },
  },
  {
    id: "iommu-address",
    stage: "define",
    severity: "error",
    message: "An IOMMU of the model {model} has no address of its own. Remove <address>.",
    fix: (finding, context) => removeWhole(finding, context, l10n.t("Remove <address>")),
  },
  {
    id: "iommu-intremap",
    stage: "define",
    severity: "error",
    message: "Interrupt remapping needs the I/O APIC in QEMU: <ioapic driver='qemu'/> in <features>.",
    fix: fixIntremap,
  },
  {
    id: "iommu-eim",
    stage: "define",
    severity: "error",
    message: "The extended interrupt mode needs interrupt remapping: write intremap='on' too.",
    fix: fixEim,
  },
  {
    id: "iommu-machine",
    stage: "define",
    severity: "error",
    message: "{problem}",
    fix: fixMachine,
  },
];
