import { setValue } from "../../edits/attributeEdits.js";
import { attributeOf, offer, prefer } from "../fix.js";
import type { Check, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";

/** rules.md D5: qemuProcessUpdateGuestCPU refuses a host's CPU for an emulated guest. */
const modeNeedsKvm: Check = function* ({ view, cpu }) {
  const mode = view.cpu?.mode;
  if (mode === undefined || cpu?.mode !== "host-passthrough" || view.type?.value !== "qemu") return;
  yield {
    rule: "mode-needs-kvm",
    range: mode.attribute.valueRange ?? mode.attribute,
    libvirt: "unsupported configuration: CPU mode 'host-passthrough' is not supported by hypervisor",
  };
};

/** rules.md D5. */
export const modeNeedsKvmRules: readonly Rule[] = [
  {
    id: "mode-needs-kvm",
    stage: "start",
    severity: "error",
    message:
      "host-passthrough cannot start in an emulated VM (domain type qemu). Use the mode maximum, or domain type kvm.",
    explanation: "Without KVM the guest's CPU is emulated by QEMU: there is no host CPU to hand over.",
    example: "<domain type='qemu'><cpu mode='host-passthrough'/></domain>",
    check: modeNeedsKvm,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      const type = viewAt(context, finding.start)?.type;
      if (attribute === undefined) return [];
      const { text } = context.document;
      return [
        prefer("Change the mode to maximum", setValue(text, attribute, "maximum")),
        ...(type === undefined
          ? []
          : [offer("Change the domain's type to kvm", setValue(text, type.attribute, "kvm"))]),
      ];
    },
  },
];
