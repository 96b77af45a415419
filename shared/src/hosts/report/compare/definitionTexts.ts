import * as l10n from "@vscode/l10n";
import type { Judgement } from "../../judge.js";
import { shortReason } from "../../reasons.js";
import { code, type Span, strong, type Text } from "../document.js";
import { libvirtWords } from "../libvirtWords.js";
import { featureSpans } from "../lists.js";
import type { ComparedHosts } from "./compareReport.js";
import type { Relation } from "./definitionRelation.js";

const MOST_FEATURES = 24;
type Found = Extract<ComparedHosts["found"], { readonly kind: "definition" }>;

/** How hosts stand to a definition, in libvirt's words and in plain ones. */
export function definitionTexts({ relation, judgement }: Found, hosts: string, own: string, isOne: boolean): Text[] {
  return [
    ...relationTexts(relation, hosts, own, isOne),
    ...("side" in relation && relation.side === "given"
      ? [l10n.t("The processor is not known: this is about what the hypervisor gives to guests.")]
      : []),
    ...(judgement === undefined
      ? []
      : [[l10n.t("As a VM: "), ...startDetail(judgement, hosts, isOne), ...unlikeComparison(relation, judgement)]]),
  ];
}

/** A VM may start where its CPU is said to be incompatible: who wonders is told why. */
function unlikeComparison({ result }: Relation, { outcome }: Judgement): Span[] {
  if (result !== "incompatible" || outcome !== "starts") return [];
  return [
    l10n.t(" When it starts a VM, libvirt goes by what the hypervisor says it can run, not by the processor alone."),
  ];
}

function relationTexts(relation: Relation, hosts: string, own: string, isOne: boolean): Text[] {
  switch (relation.result) {
    case "takes-host":
      return [
        relation.namesFeatures
          ? l10n.t("{0} takes the CPU of the host it starts on, and the host has all features that it names.", own)
          : l10n.t("{0} takes the CPU of the host it starts on, so there is nothing to compare.", own),
      ];
    case "unknown":
      return [l10n.t("It cannot be compared: {0}.", relation.reason)];
    case "identical":
      return [
        [...virsh(l10n.t("CPU described in {0} is identical to host CPU", own))],
        l10n.t("{0} {1} exactly what {2} needs.", hosts, isOne ? "has" : "have", own),
      ];
    case "superset":
      return [
        virsh(l10n.t("Host CPU is a superset of CPU described in {0}", own)),
        [
          l10n.t("{0} {1} all that {2} needs, and also ", hosts, isOne ? "has" : "have", own),
          ...featureSpans(relation.features ?? [], MOST_FEATURES),
          ".",
        ],
      ];
    case "incompatible": {
      const { reason = "", features = [] } = relation;
      const words = libvirtWords({ verdict: "fails", message: reason, features });
      return [
        virsh(l10n.t("CPU described in {0} is incompatible with host CPU", own)),
        words,
        ...(features.length === 0 ? [] : [[l10n.t("These decide: "), ...featureSpans(features, MOST_FEATURES), "."]]),
      ];
    }
  }
}

function virsh(text: string): Span[] {
  return [code(l10n.t("virsh cpu-compare")), l10n.t(" says: "), strong(text)];
}

/** `✓ starts`, `✗ lacks avx512f`: for a table. */
export function startText({ outcome, problems }: Judgement, isMany: boolean): string {
  if (outcome === "starts") return l10n.t("✓ starts");
  if (outcome === "fits") return l10n.t("? fits; the hypervisor is not known");
  const problem = problems.find(({ verdict }) => outcome !== "fails" || verdict === "fails");
  const why = problem === undefined ? "" : `: ${shortReason(problem, isMany)}`;
  return outcome === "fails" ? l10n.t("✗ does not start{0}", why) : l10n.t("? not known{0}", why);
}

function startDetail(judgement: Judgement, hosts: string, isOne: boolean): Span[] {
  const { outcome, problems } = judgement;
  if (outcome === "starts") return [l10n.t("it starts on {0}.", hosts)];
  const problem = problems.find(({ verdict }) => outcome !== "fails" || verdict === "fails");
  const why = problem === undefined ? "." : `: ${hosts} ${shortReason(problem, !isOne)}.`;
  if (outcome === "fails") return [l10n.t("it does not start there{0}", why)];
  return outcome === "fits"
    ? [l10n.t("it fits, as far as is known.")]
    : [l10n.t("it is not known whether it starts there{0}", why)];
}
