import * as l10n from "@vscode/l10n";
import type { Judgement } from "../../judge.js";
import { shortReason } from "../../reasons.js";
import { code, fill, type Span, strong, type Text } from "../document.js";
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
      : [
          [
            ...fill(l10n.t("As a VM: {0}"), startDetail(judgement, hosts, isOne)),
            ...unlikeComparison(relation, judgement),
          ],
        ]),
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
    case "identical": {
      const has = isOne ? l10n.t("{0} has exactly what {1} needs.") : l10n.t("{0} have exactly what {1} needs.");
      return [virsh(`CPU described in ${own} is identical to host CPU`), fill(has, hosts, own)];
    }
    case "superset": {
      const has = isOne
        ? l10n.t("{0} has all that {1} needs, and also {2}.")
        : l10n.t("{0} have all that {1} needs, and also {2}.");
      const beyond = featureSpans(relation.features ?? [], MOST_FEATURES);
      return [virsh(`Host CPU is a superset of CPU described in ${own}`), fill(has, hosts, own, beyond)];
    }
    case "incompatible": {
      const { reason = "", features = [] } = relation;
      const words = libvirtWords({ verdict: "fails", message: reason, features });
      return [
        virsh(`CPU described in ${own} is incompatible with host CPU`),
        words,
        ...(features.length === 0 ? [] : [fill(l10n.t("These decide: {0}."), featureSpans(features, MOST_FEATURES))]),
      ];
    }
  }
}

function virsh(text: string): Span[] {
  return fill(l10n.t("{0} says: {1}"), code("virsh cpu-compare"), strong(text));
}

/** `✓ starts`, `✗ lacks avx512f`: for a table. */
export function startText({ outcome, problems }: Judgement, isMany: boolean): string {
  if (outcome === "starts") return l10n.t("✓ starts");
  if (outcome === "fits") return l10n.t("? fits; the hypervisor is not known");
  const problem = problems.find(({ verdict }) => outcome !== "fails" || verdict === "fails");
  const result = outcome === "fails" ? l10n.t("✗ does not start") : l10n.t("? not known");
  return problem === undefined ? result : l10n.t("{0}: {1}", result, shortReason(problem, isMany));
}

function startDetail(judgement: Judgement, hosts: string, isOne: boolean): Span[] {
  const { outcome, problems } = judgement;
  if (outcome === "starts") return [l10n.t("it starts on {0}.", hosts)];
  if (outcome === "fits") return [l10n.t("it fits, as far as is known.")];
  const result =
    outcome === "fails" ? l10n.t("it does not start there") : l10n.t("it is not known whether it starts there");
  const problem = problems.find(({ verdict }) => outcome !== "fails" || verdict === "fails");
  if (problem === undefined) return [l10n.t("{0}.", result)];
  return [l10n.t("{0}: {1} {2}.", result, hosts, shortReason(problem, !isOne))];
}
