import * as l10n from "@vscode/l10n";
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

const STEP_NAMES: Readonly<Record<StepId, () => string>> = {
  architecture: () => l10n.t("Architecture"),
  hypervisor: () => l10n.t("Hypervisor"),
  vcpus: () => l10n.t("vCPUs"),
  "address-bits": () => l10n.t("Address bits"),
  migratable: () => l10n.t("Migratable"),
  "feature-names": () => l10n.t("Names of features"),
  mode: () => l10n.t("Mode"),
  model: () => l10n.t("Model"),
  forbidden: () => l10n.t("Forbidden features"),
  vendor: () => l10n.t("Vendor"),
  features: () => l10n.t("What model and features need"),
  replacement: () => l10n.t("Model of the hypervisor"),
  "invariant-tsc": () => l10n.t("Invariant TSC"),
  check: () => l10n.t("Check after the start"),
};

export function stepName(id: StepId): string {
  return STEP_NAMES[id]();
}

/** The step that decides: the first that fails, else the first that is not known. */
export function decisiveStep(steps: readonly Step[]): Step | undefined {
  return steps.find(({ state }) => state === "fails") ?? steps.find(({ state }) => state === "unknown");
}
