import * as l10n from "@vscode/l10n";
import type { Catalogue } from "../../catalogue/index.js";
import { guestArch } from "../../domain/index.js";
import { setValue } from "../../edits/index.js";
import { reads } from "../../engine/internal.js";
import {
  type Check,
  type CheckContext,
  type Fix,
  offer,
  otherCpu,
  prefer,
  type Report,
  type Rule,
  useMode,
} from "../kit.js";
import { runsOnQemu } from "../vcpus/count.js";

/** libvirt: qemuProcessUpdateGuestCPU refuses a host's CPU for an emulated guest. */
const modeNeedsKvm: Check = function* ({ view, cpu, catalogue }: CheckContext) {
  const mode = view.cpu?.mode;
  if (mode === undefined || cpu === undefined || view.type?.value !== "qemu") return;
  const range = mode.attribute.valueRange ?? mode.attribute;
  if (cpu.mode === "host-passthrough") yield { ...refused("host-passthrough", catalogue), range };
  // Recorded on x86 hosts only: on a host of the guest's own architecture it may be otherwise.
  if (cpu.mode === "host-model" && catalogue.map?.arch !== "x86") {
    yield { ...refused("host-model", catalogue), range, severity: "warning" };
  }
};

function refused(mode: string, catalogue: Catalogue): Omit<Report, "range"> {
  return {
    rule: "mode-needs-kvm",
    data: { mode, ...(hasMaximum(catalogue) ? { hint: ` ${l10n.t("Use mode maximum, or domain type kvm.")}` } : {}) },
    libvirt: `unsupported configuration: CPU mode '${mode}' is not supported by hypervisor`,
    fixes: (given) => maximumOrKvm(given).map(otherCpu),
  };
}

function maximumOrKvm({ text, view: { cpu, type }, catalogue }: CheckContext): Fix[] {
  const fixes: Fix[] = [];
  if (cpu !== undefined && hasMaximum(catalogue)) fixes.push(useMode(text, cpu, "maximum", prefer));
  if (type !== undefined) {
    const make = fixes.length === 0 ? prefer : offer;
    fixes.push(make(l10n.t("Change the domain type to kvm"), setValue(text, type.attribute, "kvm")));
  }
  return fixes;
}

/** QEMU has no CPU "max" for ppc64 (domain capabilities of libvirt 12.8 with QEMU 11.1); its driver refuses at define. */
const maximumUnsupported: Check = function* ({ view, cpu, catalogue }) {
  const mode = view.cpu?.mode;
  const atDefine = runsOnQemu(view.type?.value) && guestArch(view) !== undefined;
  if (mode === undefined || cpu?.mode !== "maximum" || view.domain === undefined || hasMaximum(catalogue)) return;
  yield {
    rule: "maximum-unsupported",
    range: mode.attribute.valueRange ?? mode.attribute,
    data: { arch: catalogue.arch },
    ...(atDefine
      ? {
          stage: "define",
          severity: "error",
          libvirt: "unsupported configuration: maximum CPU is not supported by QEMU binary",
        }
      : { libvirt: "unsupported configuration: CPU mode 'maximum' is not supported by hypervisor" }),
    fixes: ({ text }) =>
      view.cpu === undefined || view.type?.value !== "kvm"
        ? []
        : [otherCpu(useMode(text, view.cpu, "host-model", prefer))],
  };
};

function hasMaximum({ arch, release }: Catalogue): boolean {
  return arch !== "ppc64" && arch !== "ppc64le" && reads("maximum", release);
}

/** Modes that only some guests can have. */
export const modeNeedsKvmRules: readonly Rule[] = [
  {
    id: "mode-needs-kvm",
    stage: "start",
    severity: "error",
    message: "Mode {mode} does not work without KVM (domain type qemu).{hint}",
    check: modeNeedsKvm,
  },
  {
    id: "maximum-unsupported",
    stage: "start",
    severity: "warning",
    message: "Mode maximum is not supported for {arch}. Add a model, or use host-model with KVM.",
    check: maximumUnsupported,
  },
];
