import * as l10n from "@vscode/l10n";
import { andList } from "../common/lists.js";
import type { HostProblem, VmProblemCode } from "./hostProblem.js";

const MAX_HOSTS = 3;
const MAX_FEATURES = 6;

/**
 * Why a VM does not start on a host, to be behind the host's name: "missing avx512f and pku", "different vendor".
 *
 * @param most features to name; the others are counted
 */
export function shortReason(problem: HostProblem, most = MAX_FEATURES): string {
  const features = featureList(problem.features ?? [], most);
  const names = features || l10n.t("features that the CPU needs");
  switch (problem.code) {
    case "missing-features":
      return problem.verdict === "fails" ? l10n.t("missing {0}", names) : l10n.t("may be missing {0}", names);
    case "invariant-tsc":
      return l10n.t("missing {0}", "invtsc");
    case "forbidden-feature":
      return features === "" ? l10n.t("features that the VM forbids") : l10n.t("forbidden by the VM: {0}", features);
    case "vendor-differs":
      return l10n.t("different CPU vendor");
    case "extra-features":
      return l10n.t("more features than match='strict' allows");
    case "specification-differs":
      return problem.verdict === "fails" ? l10n.t("different in {0}", names) : l10n.t("features may differ");
    case "unknown-model":
    case "model-not-supported":
    case "no-replacement-model":
      return l10n.t("model not supported");
    case "unknown-feature":
      return l10n.t("{0} not supported", features || l10n.t("a feature"));
    case "mode-not-supported":
      return l10n.t("mode not supported");
    case "migratable-not-supported":
      return l10n.t("{0} not supported", "migratable='on'");
    case "address-bits":
      return l10n.t("too few address bits");
    case "too-many-vcpus":
      return problem.limit === undefined ? l10n.t("too many vCPUs") : l10n.t("at most {0} vCPUs", problem.limit);
    case "match-not-supported":
      return l10n.t("{0} not supported", "match='minimum'");
    case "policy-not-supported":
      return l10n.t("{0} not supported", "policy='optional'");
    case "vendor-id-not-supported":
      return l10n.t("{0} not supported", "vendor_id");
    case "host-cpu-missing":
      return l10n.t("no host CPU to compare with");
    case "other-arch":
      return l10n.t("different architecture");
    case "other-hypervisor":
      return l10n.t("data is for another domain type");
    case "template":
      return l10n.t("unknown: the document is a template");
    case "host-cpu-unknown":
    case "hypervisor-unknown":
    case "model-unknown-here":
      return l10n.t("not enough host data");
    case "model-uncertain":
      return l10n.t("model possibly not supported");
    case "feature-uncertain":
      return l10n.t("{0} possibly not supported", features || l10n.t("a feature"));
    default:
      return vmReason(problem.code, problem);
  }
}

/** The same for what a VM asks for beside its CPU. */
function vmReason(code: VmReason, { verdict, subject = "" }: HostProblem): string {
  if (verdict === "unknown") return l10n.t("{0} may be missing", subject || code);
  switch (code) {
    case "definition-refused":
      return l10n.t("definition not valid");
    case "domain-type":
      return l10n.t("{0} VMs not supported", subject);
    case "machine-type":
      return l10n.t("no machine type {0}", subject);
    case "tsc-frequency":
      return l10n.t("different TSC frequency");
    case "host-resource":
      return l10n.t("resources of <{0}> missing", subject);
    case "other-emulator":
    case "vm-feature":
    case "qemu-refuses":
      return l10n.t("{0} not supported", subject);
  }
}

type VmReason = Exclude<VmProblemCode, "template" | "other-arch" | "other-hypervisor" | "too-many-vcpus">;

/** `node1`, `node1 and node2`, `node1, node2, node3 and 4 others`. */
export function hostList(names: readonly string[]): string {
  return cut(names, MAX_HOSTS);
}

/** The same for features, of which more are named. */
export function featureList(names: readonly string[], most = MAX_FEATURES): string {
  return cut(names, most);
}

function cut(names: readonly string[], most: number): string {
  // A rest of one takes no more room than its name.
  if (names.length <= most + 1) return andList(names);
  return l10n.t("{0} and {1} others", names.slice(0, most).join(", "), names.length - most);
}
