import * as l10n from "@vscode/l10n";
import { orList } from "../../common/lists.js";
import { type Check, offer, otherCpu, prefer, type Rule, removeWhole, writeLikely } from "../kit.js";
import { isReadByQemu } from "../vcpus/count.js";

/** `<vendor>` is compared with libvirt's names of vendors. With check none nothing is compared. */
const vendorUnknown: Check = function* ({ view, catalogue, cpu }) {
  const vendor = view.cpu?.vendor;
  const { map } = catalogue;
  if (vendor === undefined || cpu?.vendor === undefined || cpu.mode !== "custom" || map === undefined) return;
  if (map.vendors.has(cpu.vendor) || !isReadByQemu(view)) return;
  const names = [...map.vendors.keys()];
  const likely = names.find((name) => matches(name, map.vendors.get(name)?.string, vendor.value.trim()));
  const compared =
    cpu.check === "partial" || cpu.check === "full" || (cpu.check === undefined && view.type?.value === "kvm");
  yield {
    rule: "vendor-unknown",
    range: vendor.range,
    data: {
      name: vendor.value.trim(),
      hint:
        likely === undefined
          ? ` ${l10n.t("Use {0}.", orList(names))}`
          : likely === vendor.value.trim()
            ? ` ${l10n.t("libvirt does not trim spaces. Remove them.")}`
            : ` ${l10n.t("Did you mean {0}?", likely)}`,
    },
    libvirt: `the CPU is incompatible with host CPU: host CPU vendor does not match required CPU vendor ${cpu.vendor}`,
    ...(compared ? {} : { severity: "warning" }),
    fixes: ({ text }) => [
      ...writeLikely(text, vendor.element, likely),
      otherCpu(removeWhole(text, vendor.element, likely === undefined ? prefer : offer)),
    ],
  };
};

function matches(name: string, string: string | undefined, typed: string): boolean {
  return typed === string || typed.toLowerCase() === name.toLowerCase();
}

export const vendorUnknownRules: readonly Rule[] = [
  {
    id: "vendor-unknown",
    stage: "start",
    severity: "error",
    message: "Unknown vendor '{name}'. The VM cannot start on any host.{hint}",
    reason: "cpu",
    check: vendorUnknown,
  },
];

/** The vendor asked for is compared with the host's, the model's features come from another. */
const vendorOfModel: Check = function* ({ view, catalogue, cpu }) {
  const vendor = view.cpu?.vendor;
  const { map } = catalogue;
  if (vendor === undefined || cpu?.vendor === undefined || cpu.model === undefined || map?.arch !== "x86") return;
  if ((cpu.mode !== undefined && cpu.mode !== "custom") || !isReadByQemu(view)) return;
  const own = map.modelByName.get(cpu.model)?.vendor;
  if (own === undefined || own === cpu.vendor || !map.vendors.has(cpu.vendor)) return;
  yield {
    rule: "vendor-of-model",
    range: vendor.range,
    data: { vendor: cpu.vendor, own, model: cpu.model },
    ...(view.cpu?.model === undefined
      ? {}
      : { related: [{ ...view.cpu.model.range, message: l10n.t("A model of {0}.", own) }] }),
    fixes: ({ text }) => [
      ...writeLikely(text, vendor.element, own),
      otherCpu(removeWhole(text, vendor.element, offer)),
    ],
  };
};

export const vendorOfModelRules: readonly Rule[] = [
  {
    id: "vendor-of-model",
    stage: "start",
    severity: "warning",
    message:
      "{model} is a model of {own}, but <vendor> is {vendor}: almost no {vendor} host has its features. Set <vendor> to {own}, or remove it.",
    check: vendorOfModel,
  },
];
