import * as l10n from "@vscode/l10n";
import { foreignArch, isArmVirt, machineType } from "../../domain/guestMachine.js";
import { readHyperv } from "../../domain/hypervFeatures.js";
import { removeAttribute } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { attributeNamed } from "../../xml/index.js";
import { elementOf, offer, removeWhole, repair } from "../fix.js";
import type { Check, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";

/** libvirt: qemuValidateDomainDefFeatures, 11.3. */
const hypervArch: Check = function* ({ view }) {
  const arch = foreignArch(view);
  if (arch === undefined || isArmVirt(view) || !runsOnQemu(view.type?.value)) return;
  for (const { element } of readHyperv(view)) {
    const machine = machineType(view) ?? "";
    const libvirt = `unsupported configuration: Hyperv features are not supported for architecture '${arch}' or machine type '${machine}'`;
    yield { rule: "hyperv-arch", range: element, data: { arch }, libvirt };
  }
};

/** With passthrough QEMU turns on what the host's KVM has. */
const hypervIgnored: Check = function* ({ view }) {
  if (!runsOnQemu(view.type?.value)) return;
  for (const { mode, features } of readHyperv(view)) {
    const first = features[0];
    const last = features.at(-1);
    if (mode?.value !== "passthrough" || first === undefined || last === undefined) continue;
    yield { rule: "hyperv-ignored", range: { start: first.element.start, end: last.element.end } };
  }
};

/** Where Hyper-V enlightenments count at all. */
export const hypervUseRules: readonly Rule[] = [
  {
    id: "hyperv-arch",
    stage: "define",
    severity: "error",
    message: "{arch} guests have no Hyper-V features. Remove <hyperv>.",
    check: hypervArch,
    fix: (finding, context) => removeWhole(finding, context, l10n.t("Remove <hyperv>")),
  },
  {
    id: "hyperv-ignored",
    stage: "silent",
    severity: "warning",
    message: "With the mode passthrough these features do not count: the VM gets all that the host has.",
    tags: ["unnecessary"],
    check: hypervIgnored,
    fix: (finding, context) => {
      const hyperv = elementOf(finding, context)?.parent;
      const mode = attributeNamed(hyperv, "mode");
      if (hyperv === undefined || mode === undefined) return [];
      const { text } = context.document;
      return [
        repair(l10n.t("Remove the features"), ...hyperv.elements.map((feature) => removeElement(text, feature))),
        offer(l10n.t("Use these features (mode custom)"), removeAttribute(text, mode)),
      ];
    },
  },
];
