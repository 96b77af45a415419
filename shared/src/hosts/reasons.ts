import * as l10n from "@vscode/l10n";
import { andList } from "../lists.js";
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
  const names = features || l10n.t("what the CPU needs");
  const say = (one: string, several: string): string => (isMany ? several : one);
  switch (problem.code) {
    case "missing-features":
      return problem.verdict === "fails"
        ? say(l10n.t("lacks {0}", names), l10n.t("lack {0}", names))
        : l10n.t("may lack {0}", names);
    case "invariant-tsc":
      return say(l10n.t("lacks {0}", "invtsc"), l10n.t("lack {0}", "invtsc"));
    case "forbidden-feature": {
      const forbidden = features || l10n.t("a feature");
      return say(
        l10n.t("has {0}, which the VM forbids", forbidden),
        l10n.t("have {0}, which the VM forbids", forbidden),
      );
    }
    case "vendor-differs":
      return say(l10n.t("is another vendor's"), l10n.t("are of another vendor"));
    case "extra-features":
      return say(l10n.t("has more than match='strict' allows"), l10n.t("have more than match='strict' allows"));
    case "specification-differs":
      return problem.verdict === "fails"
        ? say(l10n.t("adds or lacks {0}", names), l10n.t("add or lack {0}", names))
        : l10n.t("may differ in features");
    case "unknown-model":
    case "model-not-supported":
    case "no-replacement-model":
      return say(l10n.t("does not know the model"), l10n.t("do not know the model"));
    case "unknown-feature": {
      const unknown = features || l10n.t("a feature");
      return say(l10n.t("does not know {0}", unknown), l10n.t("do not know {0}", unknown));
    }
    case "mode-not-supported":
      return say(l10n.t("does not support the mode"), l10n.t("do not support the mode"));
    case "migratable-not-supported":
      return say(l10n.t("does not support migratable='on'"), l10n.t("do not support migratable='on'"));
    case "address-bits":
      return say(l10n.t("has fewer address bits"), l10n.t("have fewer address bits"));
    case "too-many-vcpus":
      return problem.limit === undefined
        ? say(l10n.t("takes fewer vCPUs"), l10n.t("take fewer vCPUs"))
        : say(l10n.t("takes at most {0} vCPUs", problem.limit), l10n.t("take at most {0} vCPUs", problem.limit));
    case "other-arch":
      return say(l10n.t("is of another architecture"), l10n.t("are of another architecture"));
    case "other-hypervisor":
      return say(l10n.t("is known for another domain type"), l10n.t("are known for another domain type"));
    case "host-cpu-unknown":
    case "hypervisor-unknown":
    case "model-unknown-here":
      return say(l10n.t("is not known well enough"), l10n.t("are not known well enough"));
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
  if (names.length <= most) return andList(names);
  return l10n.t("{0} and {1} more", names.slice(0, most).join(", "), names.length - most);
}
