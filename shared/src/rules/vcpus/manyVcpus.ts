import * as l10n from "@vscode/l10n";
import type { DomainView } from "../../domain/index.js";
import { lastFeature } from "../../domain/lastFeature.js";
import { attributeNamed, childNamed, type XmlElement } from "../../xml/index.js";
import { isOlder } from "../isOlder.js";
import type { Check, Report, Rule, RuleContext } from "../rule.js";
import { runsOnQemu } from "./count.js";
import { preparedForManyVcpus } from "./prepareManyVcpus.js";
import { isQ35, isX86, maxVcpus } from "./vcpuMax.js";

/** More vCPUs than an interrupt controller without extended mode can address (QEMU_MAX_VCPUS_WITHOUT_EIM). */
const MAX_WITHOUT_EIM = 255;

/** The end of qemuValidateDomainVCpuTopology. */
const manyVcpus: Check = function* (context) {
  const { view } = context;
  const max = maxVcpus(view);
  if (max === undefined || max <= MAX_WITHOUT_EIM || view.vcpu === undefined) return;
  if (!runsOnQemu(view.type?.value) || !isX86(context)) return;
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
    message: "{vcpus} vCPUs need the machine type q35: others have at most 255.",
    check: manyVcpus,
    fix: (_, context) => preparedForManyVcpus(context),
  },
  {
    id: "many-vcpus-interrupts",
    stage: "define",
    severity: "error",
    message: "{vcpus} vCPUs need an IOMMU in extended interrupt mode, and an I/O APIC in QEMU.",
    fix: (_, context) => preparedForManyVcpus(context),
  },
];
