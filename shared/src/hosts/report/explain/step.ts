import type { HostProblem } from "../../judge.js";
import type { Text } from "../document.js";

/** What libvirt asks one after the other before a VM starts. */
export type StepId =
  | "architecture"
  | "hypervisor"
  | "vcpus"
  | "address-bits"
  | "migratable"
  | "feature-names"
  | "mode"
  | "model"
  | "forbidden"
  | "vendor"
  | "features"
  | "replacement"
  | "invariant-tsc"
  | "check";

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
  ...(["architecture", "hypervisor", "vcpus", "address-bits", "migratable", "feature-names", "mode", "model"] as const),
  ...(["forbidden", "vendor", "features", "replacement", "invariant-tsc", "check"] as const),
];

/** Where each problem belongs. */
export const STEP_OF: Readonly<Record<HostProblem["code"], StepId>> = {
  "other-arch": "architecture",
  "other-hypervisor": "hypervisor",
  "hypervisor-unknown": "hypervisor",
  "too-many-vcpus": "vcpus",
  "address-bits": "address-bits",
  "migratable-not-supported": "migratable",
  "unknown-feature": "feature-names",
  "mode-not-supported": "mode",
  "unknown-model": "model",
  "model-unknown-here": "model",
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

export const STEP_NAMES: Readonly<Record<StepId, string>> = {
  architecture: "Architecture",
  hypervisor: "Hypervisor",
  vcpus: "vCPUs",
  "address-bits": "Address bits",
  migratable: "Migratable",
  "feature-names": "Names of features",
  mode: "Mode",
  model: "Model",
  forbidden: "Forbidden features",
  vendor: "Vendor",
  features: "What model and features need",
  replacement: "Model of the hypervisor",
  "invariant-tsc": "Invariant TSC",
  check: "Check after the start",
};

/** The step that decides: the first that fails, else the first that is not known. */
export function decisiveStep(steps: readonly Step[]): Step | undefined {
  return steps.find(({ state }) => state === "fails") ?? steps.find(({ state }) => state === "unknown");
}
