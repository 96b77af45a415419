import * as l10n from "@vscode/l10n";
import {
  archOrMachine,
  type DomainView,
  foreignArch,
  isArmVirt,
  isFamily,
  isPSeries,
  machineType,
  parseSize,
} from "../../domain/index.js";
import { setText } from "../../edits/index.js";
import { attributeNamed, childNamed, localName, type XmlElement } from "../../xml/index.js";
import { type Check, dropAttribute, prefer, type Report, type Rule, removeWhole } from "../kit.js";
import { wrongSizeText } from "../memory/sizes.js";
import { runsOnQemu } from "../vcpus/count.js";

/** Features of POWER guests by the attribute that sets them. */
const PSERIES: ReadonlyMap<string, string> = new Map([
  ["hpt", "resizing"],
  ["htm", "state"],
  ["nested-hv", "state"],
  ["ccf-assist", "state"],
  ["cfpc", "value"],
  ["sbbc", "value"],
  ["ibs", "value"],
]);

/** libvirt: qemuValidateDomainDefFeatures (9.0, 11.3). Nothing is said about a guest without an architecture. */
const featureArch: Check = function* ({ view }) {
  if (!runsOnQemu(view.type?.value)) return;
  for (const element of view.featureElements) {
    const arch = archOrMachine(view);
    if (arch !== undefined) yield* unsupported(element, view, arch);
    if (localName(element) === "tcg") yield* tcg(element, view);
  }
};

function* unsupported(element: XmlElement, view: DomainView, arch: string): Iterable<Report> {
  const name = localName(element);
  const foreign = foreignArch(view) !== undefined;
  const of = `architecture '${arch}' or machine type '${machineType(view) ?? ""}'`;
  const notSupported = `The '${name}' feature is not supported for ${of}`;
  const driver = attributeNamed(element, "driver");
  const eoi = attributeNamed(element, "eoi");
  if (name === "ioapic" && driver !== undefined && foreign) {
    yield refuseFeature(element, l10n.t("{0} VMs have no I/O APIC.", arch), notSupported);
  } else if (name === "apic" && eoi !== undefined && foreign) {
    const libvirt = `The 'eoi' attribute of the 'apic' feature is not supported for ${of}`;
    yield {
      ...refuseFeature(element, l10n.t("{0} VMs do not support eoi.", arch), libvirt),
      range: eoi,
      fixes: ({ text }) => [dropAttribute(text, eoi)],
    };
  } else if (name === "pvspinlock" && foreign) {
    yield refuseFeature(element, l10n.t("{0} VMs do not support pvspinlock.", arch), notSupported);
  } else if (name === "vmport" && foreign) {
    yield refuseFeature(
      element,
      l10n.t("{0} VMs do not support vmport.", arch),
      "vmport is not available with this QEMU binary",
    );
  } else if (name === "gic" && !isArmVirt(view)) {
    yield refuseFeature(element, l10n.t("gic works only for ARM VMs with the machine type virt."), notSupported);
  } else if (isSet(element, PSERIES.get(name)) && !isPSeries(view)) {
    yield refuseFeature(
      element,
      l10n.t("{0} works only for POWER VMs with the machine type pseries.", name),
      notSupported,
    );
  } else {
    yield* others(element, view, arch);
  }
}

/** Does it say something? libvirt passes over what sets nothing (12.8's answers). */
function isSet(element: XmlElement, attribute: string | undefined): boolean {
  if (attribute === undefined) return false;
  const size = childNamed(element, "maxpagesize");
  return attributeNamed(element, attribute) !== undefined || (size !== undefined && size.content !== "");
}

function* others(element: XmlElement, view: DomainView, arch: string): Iterable<Report> {
  const name = localName(element);
  const isOff = attributeNamed(element, "state")?.value === "off";
  if (name === "pmu" && isOff && arch.startsWith("ppc64")) {
    yield refuseFeature(
      element,
      l10n.t("The PMU cannot be turned off for {0} VMs.", arch),
      `PMU is always enabled for architecture '${arch}'`,
    );
  } else if (name === "ras" && !isArmVirt(view)) {
    const problem = l10n.t("ras works only for ARM VMs with the machine type virt.");
    yield refuseFeature(element, problem, "ras feature is only supported with ARM Virt machines");
  } else if (
    name === "aia" &&
    isSet(element, "value") &&
    !(arch.startsWith("riscv") && isFamily(machineType(view) ?? "virt", "virt"))
  ) {
    const problem = l10n.t("aia works only for RISC-V VMs with the machine type virt.");
    yield refuseFeature(element, problem, "aia feature is only supported with RISC-V Virt machines");
  }
}

/** Settings of QEMU's emulator are for emulated guests; its cache is counted in whole MiB. */
function* tcg(element: XmlElement, view: DomainView): Iterable<Report> {
  const type = view.type?.value ?? "";
  const cache = childNamed(element, "tb-cache");
  yield* wrongSizeText({ element: cache, path: "./tb-cache" });
  const size = cache && parseSize(cache.content, attributeNamed(cache, "unit")?.value);
  // Empty or zero sets nothing.
  const isUnset =
    cache === undefined || cache.content === "" || (size !== undefined && "bytes" in size && size.bytes === 0n);
  if (type !== "qemu" && !isUnset) {
    const libvirt = `TCG features are incompatible with domain type '${type}'`;
    yield refuseFeature(element, l10n.t("<tcg> works only with the domain type qemu."), libvirt);
    return;
  }
  if (cache === undefined || size === undefined || !("bytes" in size) || size.bytes % 1048576n === 0n) return;
  const up = size.bytes / 1048576n + 1n;
  yield {
    rule: "tb-cache-size",
    range: cache,
    libvirt: "unsupported configuration: tb-cache size must be an integer multiple of MiB",
    fixes: ({ text }) => {
      const unit = attributeNamed(cache, "unit")?.valueRange;
      const edits =
        unit === undefined
          ? [setText(text, cache, String(up * 1024n))]
          : [{ ...unit, newText: "MiB" }, setText(text, cache, String(up))];
      return [prefer(l10n.t("Change to {0} MiB", String(up)), ...edits)];
    },
  };
}

/** A feature that a guest cannot have, as a report of `domain-feature-guest`. */
export function refuseFeature(element: XmlElement, problem: string, libvirt: string): Report {
  return {
    rule: "domain-feature-guest",
    range: element,
    data: { problem },
    libvirt: `unsupported configuration: ${libvirt}`,
    fixes: ({ text }) => [removeWhole(text, element)],
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
  },
  {
    id: "tb-cache-size",
    stage: "define",
    severity: "error",
    message: "The translation cache size must be a whole number of MiB.",
  },
];
