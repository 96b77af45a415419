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
      ? ["The processor is not known: this is about what the hypervisor gives to guests."]
      : []),
    ...(judgement === undefined
      ? []
      : [["As a VM: ", ...startDetail(judgement, hosts, isOne), ...unlikeComparison(relation, judgement)]]),
  ];
}

/** A VM may start where its CPU is said to be incompatible: who wonders is told why. */
function unlikeComparison({ result }: Relation, { outcome }: Judgement): Span[] {
  if (result !== "incompatible" || outcome !== "starts") return [];
  return [" When it starts a VM, libvirt goes by what the hypervisor says it can run, not by the processor alone."];
}

function relationTexts(relation: Relation, hosts: string, own: string, isOne: boolean): Text[] {
  switch (relation.result) {
    case "takes-host":
      return [
        relation.namesFeatures
          ? `${own} takes the CPU of the host it starts on, and the host has all features that it names.`
          : `${own} takes the CPU of the host it starts on, so there is nothing to compare.`,
      ];
    case "unknown":
      return [`It cannot be compared: ${relation.reason}.`];
    case "identical":
      return [
        [...virsh(`CPU described in ${own} is identical to host CPU`)],
        `${hosts} ${isOne ? "has" : "have"} exactly what ${own} needs.`,
      ];
    case "superset":
      return [
        virsh(`Host CPU is a superset of CPU described in ${own}`),
        [
          `${hosts} ${isOne ? "has" : "have"} all that ${own} needs, and also `,
          ...featureSpans(relation.features ?? [], MOST_FEATURES),
          ".",
        ],
      ];
    case "incompatible": {
      const { reason = "", features = [] } = relation;
      const words = libvirtWords({ verdict: "fails", message: reason, features });
      return [
        virsh(`CPU described in ${own} is incompatible with host CPU`),
        words,
        ...(features.length === 0 ? [] : [["These decide: ", ...featureSpans(features, MOST_FEATURES), "."]]),
      ];
    }
  }
}

function virsh(text: string): Span[] {
  return [code("virsh cpu-compare"), " says: ", strong(text)];
}

/** `✓ starts`, `✗ lacks avx512f`: for a table. */
export function startText({ outcome, problems }: Judgement, isMany: boolean): string {
  if (outcome === "starts") return "✓ starts";
  if (outcome === "fits") return "? fits; the hypervisor is not known";
  const problem = problems.find(({ verdict }) => outcome !== "fails" || verdict === "fails");
  const why = problem === undefined ? "" : `: ${shortReason(problem, isMany)}`;
  return outcome === "fails" ? `✗ does not start${why}` : `? not known${why}`;
}

function startDetail(judgement: Judgement, hosts: string, isOne: boolean): Span[] {
  const { outcome, problems } = judgement;
  if (outcome === "starts") return [`it starts on ${hosts}.`];
  const problem = problems.find(({ verdict }) => outcome !== "fails" || verdict === "fails");
  const why = problem === undefined ? "." : `: ${hosts} ${shortReason(problem, !isOne)}.`;
  if (outcome === "fails") return [`it does not start there${why}`];
  return outcome === "fits" ? ["it fits, as far as is known."] : [`it is not known whether it starts there${why}`];
}
