import type { Check } from "../rule.js";

/** rules.md D5: qemuProcessUpdateGuestCPU refuses a host's CPU for an emulated guest. */
export const modeNeedsKvm: Check = function* ({ view, cpu }) {
  const mode = view.cpu?.mode;
  if (mode === undefined || cpu?.mode !== "host-passthrough" || view.type?.value !== "qemu") return;
  yield {
    rule: "mode-needs-kvm",
    range: mode.attribute.valueRange ?? mode.attribute,
    libvirt: "unsupported configuration: CPU mode 'host-passthrough' is not supported by hypervisor",
  };
};
