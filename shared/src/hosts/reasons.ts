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
  const [lacks, is, does, adds] = isMany ? ["lack", "are", "do not", "add"] : ["lacks", "is", "does not", "adds"];
  const names = features === "" ? "what the CPU needs" : features;
  switch (problem.code) {
    case "missing-features":
      return problem.verdict === "fails" ? `${lacks} ${names}` : `may lack ${names}`;
    case "invariant-tsc":
      return `${lacks} invtsc`;
    case "forbidden-feature":
      return `${isMany ? "have" : "has"} ${features || "a feature"}, which the VM forbids`;
    case "vendor-differs":
      return isMany ? "are of another vendor" : "is another vendor's";
    case "extra-features":
      return `${isMany ? "have" : "has"} more than match='strict' allows`;
    case "specification-differs":
      return problem.verdict === "fails" ? `${adds} or ${lacks} ${names}` : "may differ in features";
    case "unknown-model":
    case "model-not-supported":
    case "no-replacement-model":
      return `${does} know the model`;
    case "unknown-feature":
      return `${does} know ${features || "a feature"}`;
    case "mode-not-supported":
      return `${does} support the mode`;
    case "migratable-not-supported":
      return `${does} support migratable='on'`;
    case "address-bits":
      return `${isMany ? "have" : "has"} fewer address bits`;
    case "too-many-vcpus":
      return `${isMany ? "take" : "takes"} ${problem.limit === undefined ? "fewer" : `at most ${problem.limit}`} vCPUs`;
    case "other-arch":
      return `${is} of another architecture`;
    case "other-hypervisor":
      return `${is} known for another domain type`;
    case "host-cpu-unknown":
    case "hypervisor-unknown":
    case "model-unknown-here":
      return `${is} not known well enough`;
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
  if (names.length <= most) return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}
