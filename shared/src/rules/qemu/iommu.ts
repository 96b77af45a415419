import * as l10n from "@vscode/l10n";
import { foreignArch, guestArch, isArmVirt, isQ35, machineType } from "../../domain/guestMachine.js";
import { type Attr, type DomainView, readAttr } from "../../domain/index.js";
import { type IommuView, readIommus } from "../../domain/iommus.js";
import { lastFeature } from "../../domain/lastFeature.js";
import { wrongAttribute } from "../attributeReports.js";
import { isOlder } from "../isOlder.js";
import type { Check, Report } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";

const SWITCHES: readonly string[] = ["intremap", "caching_mode", "eim", "iotlb"];

/** Domain_conf.c and domain_validate.c for all drivers, qemu_validate.c for QEMU's (9.0, 11.3). */
export const iommu: Check = function* (context) {
  const { view, catalogue } = context;
  const iommus = readIommus(view);
  const features = {
    acpi: lastFeature(view, "acpi"),
    ioapic: readAttr(lastFeature(view, "ioapic"), "driver"),
  };
  for (const each of iommus) {
    yield* values(each, catalogue.release);
    yield* attributes(each, catalogue.release);
    yield* remapping(each, view, { ...features, release: catalogue.release });
    if (runsOnQemu(view.type?.value)) yield* machine(each, view, features.acpi !== undefined);
  }
  yield* count(iommus, catalogue.release);
};

function* values({ element, driver }: IommuView, release: string): Iterable<Report> {
  const newer = isOlder(release, "11.5.0") ? [] : ["amd", ...(isOlder(release, "11.8.0") ? [] : ["smmuv3Dev"])];
  yield* wrongAttribute(element, "model", { required: true, words: ["intel", "smmuv3", "virtio", ...newer] });
  if (driver === undefined) return;
  for (const name of SWITCHES) yield* wrongAttribute(driver, name, { words: ["on", "off"] });
  yield* wrongAttribute(driver, "aw_bits");
}

/** Only one, but since 11.8 there may be several of the kind that hangs on a bus of its own. */
function* count(iommus: readonly IommuView[], release: string): Iterable<Report> {
  const first = iommus[0];
  if (first === undefined) return;
  if (!isOlder(release, "11.8.0") && iommus.every(({ model }) => model?.value === "smmuv3Dev")) return;
  for (const { element } of iommus.slice(1)) {
    yield {
      rule: "iommu-count",
      range: element,
      related: [{ ...first.element.startTag, message: l10n.t("The first one.") }],
      libvirt: "XML error: only a single IOMMU device is supported",
    };
  }
}

function* attributes({ driver, address, model }: IommuView, release: string): Iterable<Report> {
  const name = model?.value ?? "";
  const names = isOlder(release, "11.0.0") ? [...SWITCHES, "aw_bits"] : SWITCHES;
  const set = driver?.attributes.find((attribute) => names.includes(attribute.name));
  if ((name === "smmuv3" || name === "virtio") && set !== undefined) {
    const libvirt = `XML error: iommu model '${name}' doesn't support additional attributes`;
    yield { rule: "iommu-attributes", range: set, data: { name: set.name, model: name }, libvirt };
  }
  if ((name === "smmuv3" || name === "intel") && address !== undefined) {
    const libvirt = `XML error: iommu model '${name}' can't have address`;
    yield { rule: "iommu-address", range: address, data: { model: name }, libvirt };
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
    yield { rule: "iommu-intremap", range: intremap, libvirt };
  }
  const many = fillsIn && model?.value === "intel" && (view.vcpu?.count ?? 1) > 255 && intremap === undefined;
  if (eim?.value === "on" && intremap?.value !== "on" && !many) {
    const libvirt = "unsupported configuration: IOMMU eim requires interrupt remapping to be enabled";
    yield { rule: "iommu-eim", range: eim, libvirt };
  }
}

function* machine({ element, model, address }: IommuView, view: DomainView, hasAcpi: boolean): Iterable<Report> {
  const name = model?.value ?? "";
  const report = (problem: string, libvirt: string, needs = ""): Report => ({
    rule: "iommu-machine",
    range: model?.attribute ?? element,
    data: { problem, needs },
    libvirt: `unsupported configuration: IOMMU device: '${name}' ${libvirt}`,
  });
  const q35 = maybeQ35(view);
  const arm = guestArch(view) === undefined || isArmVirt(view);
  if (name === "intel" && !q35) {
    yield report(
      l10n.t("An Intel IOMMU works only with the machine type q35."),
      "is only supported with Q35 machines",
      "q35",
    );
  } else if (name === "smmuv3" && !arm) {
    const problem = l10n.t("An SMMUv3 works only for ARM guests of the machine type virt.");
    yield report(problem, "is only supported with ARM Virt machines");
  } else if (name === "virtio" && !q35 && !arm) {
    const problem = l10n.t("A virtio IOMMU works only with the machine types q35 and ARM's virt.");
    yield report(problem, "is only supported with Q35 and ARM Virt machines", "q35");
  } else if (name === "virtio" && !hasAcpi) {
    yield report(l10n.t("A virtio IOMMU needs ACPI: add <acpi/> to <features>."), "requires ACPI", "acpi");
  } else if (name === "virtio" && address !== undefined) {
    const type = address.attributes.find((attribute) => attribute.name === "type")?.value;
    if (type !== undefined && type !== "pci")
      yield report(l10n.t("A virtio IOMMU has a PCI address."), "needs a PCI address");
  }
}

/** Whether this may be a q35 machine: what the document leaves out, it may be. */
function maybeQ35(view: DomainView): boolean {
  if (foreignArch(view) !== undefined) return false;
  const type = machineType(view);
  return type === undefined || isQ35(type) || (guestArch(view) === undefined && !isX86Machine(type));
}

function isX86Machine(machine: string): boolean {
  return machine === "pc" || machine.startsWith("pc-") || machine === "microvm";
}
