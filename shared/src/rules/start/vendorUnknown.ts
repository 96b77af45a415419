import * as l10n from "@vscode/l10n";
import { orList } from "../../lists.js";
import { removeWhole, writeLikely } from "../fix.js";
import type { Check, Rule } from "../rule.js";

/** `<vendor>` is compared with libvirt's names of vendors. With check none nothing is compared. */
const vendorUnknown: Check = function* ({ view, catalogue, cpu }) {
  const vendor = view.cpu?.vendor;
  const { map } = catalogue;
  if (vendor === undefined || cpu?.vendor === undefined || cpu.mode !== "custom" || map === undefined) return;
  if (map.vendors.has(cpu.vendor)) return;
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
          ? l10n.t(" Use {0}.", orList(names))
          : likely === vendor.value.trim()
            ? l10n.t(" libvirt does not trim white space: take it away.")
            : l10n.t(" Did you mean {0}?", likely),
      ...(likely === undefined ? {} : { likely }),
    },
    libvirt: `the CPU is incompatible with host CPU: host CPU vendor does not match required CPU vendor ${cpu.vendor}`,
    ...(compared ? {} : { severity: "warning" }),
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
    message: "'{name}' is not libvirt's name of a CPU vendor, so no host has it.{hint}",
    check: vendorUnknown,
    fix: (finding, context) => {
      const change = writeLikely(finding, context);
      const remove = removeWhole(finding, context, l10n.t("Remove <vendor>"));
      return [...change, ...remove.map((fix) => ({ ...fix, preferred: change.length === 0 }))];
    },
  },
];
