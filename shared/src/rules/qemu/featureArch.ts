import * as l10n from "@vscode/l10n";
import { foreignArch, guestArch, isArmVirt, isFamily, isPSeries, machineType } from "../../domain/guestMachine.js";
import type { DomainView } from "../../domain/index.js";
import { parseSize } from "../../domain/parseSize.js";
import { removeAttribute } from "../../edits/attributeEdits.js";
import { removeElement, setText } from "../../edits/elementEdits.js";
import { attributeNamed, childNamed, type XmlElement } from "../../xml/index.js";
import { attributeOf, elementOf, prefer } from "../fix.js";
import type { Check, Report, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";

const PSERIES: readonly string[] = ["hpt", "htm", "nested-hv", "ccf-assist", "cfpc", "sbbc", "ibs"];

/** libvirt: qemuValidateDomainDefFeatures (9.0, 11.3). Nothing is said about a guest without an architecture. */
const featureArch: Check = function* ({ view }) {
  if (!runsOnQemu(view.type?.value)) return;
  for (const element of view.featureElements) {
    if (guestArch(view) !== undefined) yield* unsupported(element, view);
    if (element.name === "tcg") yield* tcg(element, view);
  }
};

function* unsupported(element: XmlElement, view: DomainView): Iterable<Report> {
  const { name } = element;
  const arch = guestArch(view) ?? "";
  const foreign = foreignArch(view) !== undefined;
  const of = `architecture '${arch}' or machine type '${machineType(view) ?? ""}'`;
  const notSupported = `The '${name}' feature is not supported for ${of}`;
  const driver = attributeNamed(element, "driver");
  const eoi = attributeNamed(element, "eoi");
  if (name === "ioapic" && driver !== undefined && foreign) {
    yield refuse(element, l10n.t("{0} guests have no I/O APIC.", arch), notSupported);
  } else if (name === "apic" && eoi !== undefined && foreign) {
    const libvirt = `The 'eoi' attribute of the 'apic' feature is not supported for ${of}`;
    yield { ...refuse(element, l10n.t("{0} guests have no eoi.", arch), libvirt), range: eoi };
  } else if (name === "pvspinlock" && foreign) {
    yield refuse(element, l10n.t("{0} guests have no pvspinlock.", arch), notSupported);
  } else if (name === "vmport" && foreign) {
    yield refuse(element, l10n.t("{0} guests have no vmport.", arch), "vmport is not available with this QEMU binary");
  } else if (name === "gic" && !isArmVirt(view)) {
    yield refuse(element, l10n.t("Only ARM guests of the machine type virt have a gic."), notSupported);
  } else if (PSERIES.includes(name) && !isPSeries(view)) {
    yield refuse(element, l10n.t("Only POWER guests of the machine type pseries have {0}.", name), notSupported);
  } else {
    yield* others(element, view, arch);
  }
}

function* others(element: XmlElement, view: DomainView, arch: string): Iterable<Report> {
  const { name } = element;
  const isOff = attributeNamed(element, "state")?.value === "off";
  if (name === "pmu" && isOff && arch.startsWith("ppc64")) {
    yield refuse(
      element,
      l10n.t("{0} guests always have a PMU.", arch),
      `PMU is always enabled for architecture '${arch}'`,
    );
  } else if (name === "ras" && !isArmVirt(view)) {
    const problem = l10n.t("Only ARM guests of the machine type virt have ras.");
    yield refuse(element, problem, "ras feature is only supported with ARM Virt machines");
  } else if (name === "aia" && !(arch.startsWith("riscv") && isFamily(machineType(view) ?? "virt", "virt"))) {
    const problem = l10n.t("Only RISC-V guests of the machine type virt have aia.");
    yield refuse(element, problem, "aia feature is only supported with RISC-V Virt machines");
  }
}

/** Settings of QEMU's emulator are for emulated guests; its cache is counted in whole MiB. */
function* tcg(element: XmlElement, view: DomainView): Iterable<Report> {
  const type = view.type?.value ?? "";
  const cache = childNamed(element, "tb-cache");
  if (type !== "qemu" && cache !== undefined) {
    const libvirt = `TCG features are incompatible with domain type '${type}'`;
    yield refuse(element, l10n.t("Settings of TCG are for emulated VMs, of domain type qemu."), libvirt);
    return;
  }
  const size = cache && parseSize(cache.text, attributeNamed(cache, "unit")?.value);
  if (cache === undefined || size === undefined || !("bytes" in size) || size.bytes % 1048576n === 0n) return;
  const up = size.bytes / 1048576n + 1n;
  yield {
    rule: "tb-cache-size",
    range: cache,
    data: { mebibytes: String(up), kibibytes: String(up * 1024n) },
    libvirt: "unsupported configuration: tb-cache size must be an integer multiple of MiB",
  };
}

function refuse(element: XmlElement, problem: string, libvirt: string): Report {
  return {
    rule: "domain-feature-guest",
    range: element,
    data: { problem },
    libvirt: `unsupported configuration: ${libvirt}`,
  };
}

/** Features that belong to some guests only. */
export const featureArchRules: readonly Rule[] = [
  {
    id: "domain-feature-guest",
    stage: "define",
    severity: "error",
    message: "{problem} Remove it.",
    check: featureArch,
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      const attribute = attributeOf(finding, context);
      if (element === undefined) return [];
      const { text } = context.document;
      if (attribute !== undefined)
        return [prefer(l10n.t("Remove {0}", attribute.name), removeAttribute(text, attribute))];
      return [prefer(l10n.t("Remove <{0}>", element.name), removeElement(text, element))];
    },
  },
  {
    id: "tb-cache-size",
    stage: "define",
    severity: "error",
    message: "The translation cache is counted in whole MiB.",
    fix: (finding, context) => {
      const cache = elementOf(finding, context);
      const { mebibytes = "", kibibytes = "" } = finding.data;
      if (cache === undefined) return [];
      const unit = attributeNamed(cache, "unit");
      const unitRange = unit?.valueRange;
      const inMib = unitRange === undefined ? [] : [{ ...unitRange, newText: "MiB" }];
      const number = setText(cache, inMib.length > 0 ? mebibytes : kibibytes);
      return [prefer(l10n.t("Change to {0} MiB", mebibytes), ...inMib, number)];
    },
  },
];
