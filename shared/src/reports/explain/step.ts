import * as l10n from "@vscode/l10n";
import type { HostProblem } from "../../hosts/index.js";
import type { Text } from "../document.js";

/** What libvirt asks one after the other before a VM starts. */
export type StepId =
  | "definition"
  | "architecture"
  | "hypervisor"
  | "machine"
  | "vcpus"
  | "address-bits"
  | "offers"
  | "resources"
  | "migratable"
  | "feature-names"
  | "mode"
  | "model"
  | "forbidden"
  | "vendor"
  | "features"
  | "replacement"
  | "invariant-tsc"
  | "qemu"
  | "check"
  | "live";

/** `not-reached`: an earlier step ends it. */
export type StepState = "passes" | "fails" | "unknown" | "not-reached";

export interface Step {
  readonly id: StepId;
  readonly state: StepState;
  /** What was found. */
  readonly found: Text;
  /** Set where it fails or is not known for a reason of the host's. */
  readonly problem?: HostProblem;
}

/** In the order in which libvirt takes them: those before `forbidden` are over before it looks at what the host has. */
export const STEP_ORDER: readonly StepId[] = [
  ...(["definition", "architecture", "hypervisor", "machine", "vcpus", "offers", "resources"] as const),
  ...(["address-bits", "migratable", "feature-names", "mode", "model"] as const),
  ...(["forbidden", "vendor", "features", "replacement", "qemu", "invariant-tsc", "check", "live"] as const),
];

/** Where each problem belongs. */
export const STEP_OF: Readonly<Record<HostProblem["code"], StepId>> = {
  template: "architecture",
  "definition-refused": "definition",
  "other-arch": "architecture",
  "domain-type": "hypervisor",
  "other-emulator": "machine",
  "machine-type": "machine",
  "vm-feature": "offers",
  "tsc-frequency": "resources",
  "host-resource": "resources",
  "qemu-refuses": "qemu",
  "other-hypervisor": "hypervisor",
  "hypervisor-unknown": "hypervisor",
  "too-many-vcpus": "vcpus",
  "address-bits": "address-bits",
  "migratable-not-supported": "migratable",
  "unknown-feature": "feature-names",
  "mode-not-supported": "mode",
  "match-not-supported": "mode",
  "policy-not-supported": "feature-names",
  "vendor-id-not-supported": "qemu",
  "host-cpu-missing": "features",
  "unknown-model": "model",
  "model-unknown-here": "model",
  "model-uncertain": "model",
  "feature-uncertain": "feature-names",
  "forbidden-feature": "forbidden",
  "vendor-differs": "vendor",
  "missing-features": "features",
  "host-cpu-unknown": "features",
  "extra-features": "features",
  "model-not-supported": "replacement",
  "no-replacement-model": "replacement",
  "invariant-tsc": "invariant-tsc",
  "specification-differs": "check",
};

const STEP_NAMES: Readonly<Record<StepId, () => string>> = {
  definition: () => l10n.t("Definition"),
  architecture: () => l10n.t("Architecture"),
  hypervisor: () => l10n.t("Hypervisor"),
  machine: () => l10n.t("Machine type"),
  vcpus: () => l10n.t("vCPUs"),
  offers: () => l10n.t("VM features"),
  resources: () => l10n.t("Host CPUs, memory and clock"),
  "address-bits": () => l10n.t("Address bits"),
  migratable: () => l10n.t("Migratable"),
  "feature-names": () => l10n.t("Feature names"),
  mode: () => l10n.t("Mode"),
  model: () => l10n.t("Model"),
  forbidden: () => l10n.t("Forbidden features"),
  vendor: () => l10n.t("Vendor"),
  features: () => l10n.t("Model and features"),
  replacement: () => l10n.t("Model in the hypervisor"),
  "invariant-tsc": () => l10n.t("Invariant TSC"),
  qemu: () => l10n.t("QEMU limits"),
  check: () => l10n.t("Check after the start"),
  live: () => l10n.t("What the VM gets"),
};

export function stepName(id: StepId): string {
  return STEP_NAMES[id]();
}

/** The step that decides: the first that fails, else the first that is not known. */
export function decisiveStep(steps: readonly Step[]): Step | undefined {
  return steps.find(({ state }) => state === "fails") ?? steps.find(({ state }) => state === "unknown");
}
