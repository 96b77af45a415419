import * as l10n from "@vscode/l10n";
import { setValue } from "../../edits/attributeEdits.js";
import { attributeOf, offer, prefer } from "../fix.js";
import type { Check, CheckContext, Fix, Report, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";

/** libvirt: qemuProcessUpdateGuestCPU refuses a host's CPU for an emulated guest. */
const modeNeedsKvm: Check = function* ({ view, cpu, catalogue }: CheckContext) {
  const mode = view.cpu?.mode;
  if (mode === undefined || cpu === undefined || view.type?.value !== "qemu") return;
  const range = mode.attribute.valueRange ?? mode.attribute;
  if (cpu.mode === "host-passthrough") yield { ...refused("host-passthrough", catalogue.arch), range };
  // Recorded on x86 hosts only: on a host of the guest's own architecture it may be otherwise.
  if (cpu.mode === "host-model" && catalogue.map?.arch !== "x86") {
    yield { ...refused("host-model", catalogue.arch), range, severity: "warning" };
  }
};

function refused(mode: string, arch: string): Omit<Report, "range"> {
  return {
    rule: "mode-needs-kvm",
    data: { mode, ...(hasMaximum(arch) ? { hint: l10n.t(" Use the mode maximum, or domain type kvm.") } : {}) },
    libvirt: `unsupported configuration: CPU mode '${mode}' is not supported by hypervisor`,
  };
}

/** QEMU has no CPU "max" for ppc64 (domain capabilities of libvirt 12.8 with QEMU 11.1). */
const maximumUnsupported: Check = function* ({ view, cpu, catalogue }) {
  const mode = view.cpu?.mode;
  if (mode === undefined || cpu?.mode !== "maximum" || view.domain === undefined || hasMaximum(catalogue.arch)) return;
  yield {
    rule: "maximum-unsupported",
    range: mode.attribute.valueRange ?? mode.attribute,
    data: { arch: catalogue.arch },
    libvirt: "unsupported configuration: CPU mode 'maximum' is not supported by hypervisor",
  };
};

function hasMaximum(arch: string): boolean {
  return arch !== "ppc64" && arch !== "ppc64le";
}

/** Modes that only some guests can have. */
export const modeNeedsKvmRules: readonly Rule[] = [
  {
    id: "mode-needs-kvm",
    stage: "start",
    severity: "error",
    message: "{mode} cannot start in an emulated VM (domain type qemu).{hint}",
    check: modeNeedsKvm,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      const type = viewAt(context, finding.start)?.type;
      if (attribute === undefined) return [];
      const { text } = context.document;
      const fixes: Fix[] = [];
      if (hasMaximum(context.catalogue.arch)) {
        fixes.push(prefer(l10n.t("Change the mode to maximum"), setValue(text, attribute, "maximum")));
      }
      if (type !== undefined) {
        const edit = setValue(text, type.attribute, "kvm");
        fixes.push((fixes.length === 0 ? prefer : offer)(l10n.t("Change the domain's type to kvm"), edit));
      }
      return fixes;
    },
  },
  {
    id: "maximum-unsupported",
    stage: "start",
    severity: "warning",
    message:
      "QEMU has no CPU maximum for {arch}, and libvirt refuses to start the VM. Name a model, or use host-model with KVM.",
    check: maximumUnsupported,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      if (attribute === undefined || viewAt(context, finding.start)?.type?.value !== "kvm") return [];
      return [
        prefer(l10n.t("Change the mode to host-model"), setValue(context.document.text, attribute, "host-model")),
      ];
    },
  },
];
