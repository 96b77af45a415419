import * as l10n from "@vscode/l10n";
import type { Catalogue } from "../../catalogue/index.js";
import { isQ35, isX86Machine } from "../../common/arches.js";
import { isOlder } from "../../common/releases.js";
import {
  type Attr,
  type DomainView,
  foreignArch,
  guestArch,
  type IommuView,
  isArmVirt,
  lastFeature,
  machineType,
  readAttr,
  readIommus,
} from "../../domain/index.js";
import { addToFeatures, setAttribute, setValue } from "../../edits/index.js";
import { attributeNamed, documentStyle, type TextEdit } from "../../xml/index.js";
import {
  allowedValues,
  type Check,
  dropAttribute,
  type Fix,
  isWrapped,
  type MakeFixes,
  offer,
  prefer,
  type Report,
  type Rule,
  removeThis,
  removeWhole,
  wrongAttribute,
} from "../kit.js";
import { runsOnQemu } from "../vcpus/count.js";
import { addAcpi } from "./firmware.js";

/** Since when there may be several: the first release known to take some. */
const SEVERAL = "11.8.0";

const SWITCHES: readonly string[] = ["intremap", "caching_mode", "eim", "iotlb"];

/** Domain_conf.c and domain_validate.c for all drivers, qemu_validate.c for QEMU's (9.0, 11.3). */
const iommu: Check = function* (context) {
  const { view, catalogue } = context;
  const iommus = readIommus(view);
  const features = {
    acpi: lastFeature(view, "acpi"),
    ioapic: readAttr(lastFeature(view, "ioapic"), "driver"),
  };
  for (const each of iommus) {
    yield* values(each, catalogue);
    yield* attributes(each, catalogue.release);
    yield* remapping(each, view, { ...features, release: catalogue.release });
    if (runsOnQemu(view.type?.value)) yield* machine(each, view, features.acpi !== undefined);
  }
  yield* count(iommus, catalogue.release);
};

function* values({ element, driver }: IommuView, catalogue: Catalogue): Iterable<Report> {
  const { release } = catalogue;
  const words = allowedValues(catalogue, "devices/iommu", "model");
  // 12.8 no longer knows the name.
  if (!isOlder(release, SEVERAL) && isOlder(release, "12.8.0")) words.push("smmuv3Dev");
  yield* wrongAttribute(element, "model", { required: true, words });
  if (driver === undefined) return;
  const switches = isOlder(release, SOME_REFUSED) ? SWITCHES : [...SWITCHES, "dma_translation"];
  for (const name of switches) yield* wrongAttribute(driver, name, { words: ["on", "off"] });
  const bits = attributeNamed(driver, "aw_bits")?.value ?? "0";
  if (!isWrapped(bits, release)) yield* wrongAttribute(driver, "aw_bits");
}

/** Only one, in releases up to 11.3 for sure; 12.8 takes several of any model. */
function* count(iommus: readonly IommuView[], release: string): Iterable<Report> {
  const first = iommus[0];
  if (first === undefined) return;
  if (!isOlder(release, SEVERAL)) return;
  for (const { element } of iommus.slice(1)) {
    yield {
      rule: "iommu-count",
      range: element,
      related: [{ ...first.element.startTag, message: l10n.t("The first one.") }],
      libvirt: "XML error: only a single IOMMU device is supported",
      fixes: ({ text }) => [removeThis(text, element)],
    };
  }
}

/** From here on libvirt surely says for each model which attributes it has: 11.3 does not, 12.8 does. */
const SOME_REFUSED = "12.8.0";

const SMMU: readonly string[] = ["accel", "ats", "ril", "oas"];
const REFUSED: ReadonlyMap<string, readonly string[]> = new Map([
  ["intel", ["passthrough", "xtsup", "pciBus", ...SMMU]],
  ["amd", ["caching_mode", "eim", "aw_bits", "dma_translation", "pciBus", ...SMMU]],
  ["smmuv3", [...SWITCHES, "aw_bits", "dma_translation", "passthrough", "xtsup"]],
  ["virtio", [...SWITCHES, "dma_translation", "pciBus", ...SMMU]],
]);

function oldRefused(name: string, release: string): readonly string[] {
  if (name !== "smmuv3" && name !== "virtio") return [];
  return isOlder(release, "11.0.0") ? [...SWITCHES, "aw_bits"] : SWITCHES;
}

function* attributes({ driver, address, model }: IommuView, release: string): Iterable<Report> {
  const name = model?.value ?? "";
  const names = isOlder(release, SOME_REFUSED) ? oldRefused(name, release) : (REFUSED.get(name) ?? []);
  const set = driver?.attributes.find((attribute) => names.includes(attribute.name));
  if (driver !== undefined && set !== undefined) {
    const some = isOlder(release, SOME_REFUSED) ? "" : "some ";
    const libvirt = `XML error: iommu model '${name}' doesn't support ${some}additional attributes`;
    const fixes: MakeFixes = ({ text }) => [
      driver.attributes.length === 1 ? removeWhole(text, driver) : dropAttribute(text, set),
    ];
    yield { rule: "iommu-attributes", range: set, data: { name: set.name, model: name }, libvirt, fixes };
  }
  // Before the model virtio no address is read.
  const readsAddress = !isOlder(release, "8.3.0");
  if ((name === "smmuv3" || name === "intel") && address !== undefined && readsAddress) {
    const libvirt = `XML error: iommu model '${name}' can't have address`;
    const fixes: MakeFixes = ({ text }) => [removeWhole(text, address)];
    yield { rule: "iommu-address", range: address, data: { model: name }, libvirt, fixes };
  }
}

/** libvirt: virDomainDefIOMMUValidate; since 10.10 QEMU's driver fills in what nothing is said about. */
function* remapping(
  { driver, model }: IommuView,
  view: DomainView,
  { ioapic, release }: { readonly ioapic: Attr | undefined; readonly release: string },
): Iterable<Report> {
  const values = new Map(driver?.attributes.map((attribute) => [attribute.name, attribute]));
  const intremap = values.get("intremap");
  const eim = values.get("eim");
  const fillsIn = runsOnQemu(view.type?.value) && !isOlder(release, "10.10.0");
  if (intremap?.value === "on" && ioapic?.value !== "qemu" && !(fillsIn && ioapic === undefined)) {
    const libvirt =
      "unsupported configuration: IOMMU interrupt remapping requires split I/O APIC (ioapic driver='qemu')";
    yield {
      rule: "iommu-intremap",
      range: intremap,
      libvirt,
      fixes: ({ text }) => [
        ...splitIoapic(text, view).map((edit) => prefer(l10n.t("Use QEMU's I/O APIC (ioapic driver='qemu')"), edit)),
        offer(l10n.t("Turn off interrupt remapping"), setValue(text, intremap, "off")),
      ],
    };
  }
  const many = fillsIn && model?.value === "intel" && (view.vcpu?.count ?? 1) > 255 && intremap === undefined;
  if (driver !== undefined && eim?.value === "on" && intremap?.value !== "on" && !many) {
    yield {
      rule: "iommu-eim",
      range: eim,
      libvirt: "unsupported configuration: IOMMU eim requires interrupt remapping to be enabled",
      fixes: ({ text }) => {
        const remap = setAttribute(text, driver, "intremap", "on");
        const split = ioapic?.value === "qemu" ? [] : splitIoapic(text, view);
        return [prefer(l10n.t("Turn on interrupt remapping too"), remap, ...split), dropAttribute(text, eim, offer)];
      },
    };
  }
}

/** `<ioapic driver='qemu'/>`, where there is none. */
function splitIoapic(text: string, view: DomainView): TextEdit[] {
  const ioapic = lastFeature(view, "ioapic");
  if (ioapic !== undefined) return [setAttribute(text, ioapic, "driver", "qemu")];
  const { quote } = documentStyle(text);
  return view.domain === undefined ? [] : [addToFeatures(text, view.domain, [`<ioapic driver=${quote}qemu${quote}/>`])];
}

function* machine({ element, model, address }: IommuView, view: DomainView, hasAcpi: boolean): Iterable<Report> {
  const name = model?.value ?? "";
  const report = (problem: string, libvirt: string, needs?: "q35" | "acpi"): Report => ({
    rule: "iommu-machine",
    range: model?.attribute ?? element,
    data: { problem },
    libvirt: `unsupported configuration: IOMMU device: '${name}' ${libvirt}`,
    fixes: ({ text }) =>
      needs === "acpi"
        ? [...addAcpi(text, view), removeWhole(text, element, offer)]
        : [removeWhole(text, element), ...(needs === "q35" ? changeToQ35(text, view) : [])],
  });
  const q35 = maybeQ35(view);
  const arm = guestArch(view) === undefined || isArmVirt(view);
  if ((name === "intel" || name === "amd") && !q35) {
    yield report(
      name === "intel"
        ? l10n.t("An Intel IOMMU works only with the machine type q35.")
        : l10n.t("An AMD IOMMU works only with the machine type q35."),
      "is only supported with Q35 machines",
      "q35",
    );
  } else if (name === "smmuv3" && !arm) {
    const problem = l10n.t("An SMMUv3 works only for ARM VMs with the machine type virt.");
    yield report(problem, "is only supported with ARM Virt machines");
  } else if (name === "virtio" && !q35 && !arm) {
    const problem = l10n.t("A virtio IOMMU works only with the machine types q35 and ARM's virt.");
    yield report(problem, "is only supported with Q35 and ARM Virt machines", "q35");
  } else if (name === "virtio" && !hasAcpi) {
    yield report(l10n.t("A virtio IOMMU needs ACPI. Add <acpi/> to <features>."), "requires ACPI", "acpi");
  } else if (name === "virtio" && address !== undefined) {
    const type = address.attributes.find((attribute) => attribute.name === "type")?.value;
    if (type !== undefined && type !== "pci")
      yield report(l10n.t("A virtio IOMMU must have a PCI address."), "needs a PCI address");
  }
}

/** Whether this may be a q35 machine: what the document leaves out, it may be. */
function maybeQ35(view: DomainView): boolean {
  if (foreignArch(view) !== undefined) return false;
  const type = machineType(view);
  return type === undefined || isQ35(type) || (guestArch(view) === undefined && !isX86Machine(type));
}

function changeToQ35(text: string, view: DomainView): Fix[] {
  const machine = view.os?.machine;
  if (machine === undefined || !/^pc(-|$)/.test(machineType(view) ?? "")) return [];
  return [offer(l10n.t("Change the machine type to q35"), setValue(text, machine.attribute, "q35"))];
}

/** IOMMU devices. */
export const iommuRules: readonly Rule[] = [
  {
    id: "iommu-count",
    stage: "define",
    severity: "error",
    message: "A VM can have only one IOMMU.",
    check: iommu,
  },
  {
    id: "iommu-attributes",
    stage: "define",
    severity: "error",
    message: "The IOMMU model {model} does not support {name}. Remove it.",
  },
  {
    id: "iommu-address",
    stage: "define",
    severity: "error",
    message: "The IOMMU model {model} cannot have an address. Remove <address>.",
  },
  {
    id: "iommu-intremap",
    stage: "define",
    severity: "error",
    message: "Interrupt remapping needs QEMU's I/O APIC. Add <ioapic driver='qemu'/> to <features>.",
  },
  {
    id: "iommu-eim",
    stage: "define",
    severity: "error",
    message: "Extended interrupt mode needs interrupt remapping. Set intremap='on' too.",
  },
  {
    id: "iommu-machine",
    stage: "define",
    severity: "error",
    message: "{problem}",
  },
];
