import * as l10n from "@vscode/l10n";
import type { HostProblem } from "./judge.js";

const MAX_HOSTS = 3;
const MAX_FEATURES = 6;

/**
 * Why a host does not run a VM, as what the host does: "lacks avx512f, pku", "is another vendor's".
 *
 * @param isMany whether it is said of several hosts
 * @param most features to name; the others are counted
 */
export function shortReason(problem: HostProblem, isMany = false, most = MAX_FEATURES): string {
  const features = featureList(problem.features ?? [], most);
  const [lacks, is, does, adds] = isMany
    ? ["lack", "are", l10n.t("do not"), "add"]
    : ["lacks", "is", l10n.t("does not"), "adds"];
  const names = features === "" ? l10n.t("what the CPU needs") : features;
  switch (problem.code) {
    case "missing-features":
      return problem.verdict === "fails" ? `${lacks} ${names}` : l10n.t("may lack {0}", names);
    case "invariant-tsc":
      return l10n.t("{0} invtsc", lacks);
    case "forbidden-feature":
      return l10n.t("{0} {1}, which the VM forbids", isMany ? "have" : "has", features || l10n.t("a feature"));
    case "vendor-differs":
      return isMany ? l10n.t("are of another vendor") : l10n.t("is another vendor's");
    case "extra-features":
      return l10n.t("{0} more than match='strict' allows", isMany ? "have" : "has");
    case "specification-differs":
      return problem.verdict === "fails"
        ? l10n.t("{0} or {1} {2}", adds, lacks, names)
        : l10n.t("may differ in features");
    case "unknown-model":
    case "model-not-supported":
    case "no-replacement-model":
      return l10n.t("{0} know the model", does);
    case "unknown-feature":
      return l10n.t("{0} know {1}", does, features || l10n.t("a feature"));
    case "mode-not-supported":
      return l10n.t("{0} support the mode", does);
    case "migratable-not-supported":
      return l10n.t("{0} support migratable='on'", does);
    case "address-bits":
      return l10n.t("{0} fewer address bits", isMany ? "have" : "has");
    case "too-many-vcpus":
      return l10n.t(
        "{0} {1} vCPUs",
        isMany ? "take" : "takes",
        problem.limit === undefined ? "fewer" : l10n.t("at most {0}", problem.limit),
      );
    case "other-arch":
      return l10n.t("{0} of another architecture", is);
    case "other-hypervisor":
      return l10n.t("{0} known for another domain type", is);
    case "host-cpu-unknown":
    case "hypervisor-unknown":
    case "model-unknown-here":
      return l10n.t("{0} not known well enough", is);
  }
}

/** `node1`, `node1 and node2`, `node1, node2, node3 and 4 more`. */
export function hostList(names: readonly string[]): string {
  return cut(names, MAX_HOSTS);
}

/** The same for features, of which more are named. */
export function featureList(names: readonly string[], most = MAX_FEATURES): string {
  return cut(names, most);
}

function cut(names: readonly string[], most: number): string {
  if (names.length < 2) return names.join("");
  if (names.length <= most) return l10n.t("{0} and {1}", names.slice(0, -1).join(", "), names.at(-1) ?? "");
  return l10n.t("{0} and {1} more", names.slice(0, most).join(", "), names.length - most);
}
