import { setAttribute } from "../../edits/attributeEdits.js";
import { offer, prefer } from "../fix.js";
import type { Check, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";

/** rules.md B1, B4, B13: a whole number, not fewer than are plugged in at start, and at least one. */
const vcpuCount: Check = function* ({ view }) {
  const { vcpu } = view;
  if (vcpu === undefined) return;
  const { count, countRange, current } = vcpu;
  const range = countRange.start === countRange.end ? vcpu.element.nameRange : countRange;
  if (count === undefined && vcpu.element.text.trim() !== "") {
    const libvirt = "XML error: maximum vcpus count must be an integer";
    yield { rule: "vcpu-count", range, data: { problem: "The number of vCPUs must be a whole number." }, libvirt };
  }
  if (count === 0 && runsOnQemu(view.type?.value)) {
    const libvirt = "unsupported configuration: Domain requires at least 1 vCPU";
    yield { rule: "vcpu-count", range, data: { problem: "A VM needs at least one vCPU." }, libvirt };
  }
  if (count !== undefined && current?.number !== undefined && current.number > count) {
    const problem = `${current.number} vCPUs at start are more than the ${count} the VM can have.`;
    const libvirt = "XML error: maximum vCPU count must not be less than current vCPU count";
    const place = current.attribute.valueRange ?? current.attribute;
    yield { rule: "vcpu-count", range: place, data: { problem, count: String(count) }, libvirt };
  }
};

/** Checks of the QEMU driver hold for the domain types it serves. */
export function runsOnQemu(type: string | undefined): boolean {
  return type === "kvm" || type === "qemu" || type === "hvf";
}

/** The number of vCPUs (rules.md B1, B4, B13). */
export const vcpuCountRules: readonly Rule[] = [
  {
    id: "vcpu-count",
    stage: "define",
    severity: "error",
    message: "{problem}",
    explanation:
      "The number of vCPUs is a whole number from 1 on, and not more of them can be plugged in at start than there are in all.",
    example: "<domain type='kvm'><vcpu current='8'>4</vcpu></domain>",
    check: vcpuCount,
    fix: (finding, context) => {
      const vcpu = viewAt(context, finding.start)?.vcpu;
      const { count } = finding.data;
      if (vcpu?.current === undefined || count === undefined) return [];
      const { text } = context.document;
      return [
        prefer(`Start with ${count} vCPUs`, setAttribute(text, vcpu.element, "current", count)),
        offer(`Give the VM ${vcpu.current.value} vCPUs`, { ...vcpu.countRange, newText: String(vcpu.current.number) }),
      ];
    },
  },
];
