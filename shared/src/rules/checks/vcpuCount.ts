import type { Check } from "../rule.js";

/** rules.md B1, B4, B13: a whole number, not fewer than are plugged in at start, and at least one. */
export const vcpuCount: Check = function* ({ view }) {
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
