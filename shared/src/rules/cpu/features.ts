import * as l10n from "@vscode/l10n";
import { similarNames } from "../../catalogue/similarNames.js";
import { removeElement, setAttribute, setValue } from "../../edits/index.js";
import { CPU_POLICIES } from "../../engine/index.js";
import { attributeNamed, type XmlElement } from "../../xml/index.js";
import {
  type Check,
  type CheckContext,
  type Fix,
  offer,
  otherCpu,
  prefer,
  type Refused,
  type Rule,
  repair,
} from "../kit.js";
import { isHostCpuInDomain } from "../silent/hostCpuPasted.js";

/** Words that people use for libvirt's policies. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ["enable", "require"],
  ["enabled", "require"],
  ["on", "require"],
  ["yes", "require"],
  ["true", "require"],
  ["1", "require"],
  ["add", "require"],
  ["must", "require"],
  ["mandatory", "require"],
  ["disabled", "disable"],
  ["off", "disable"],
  ["no", "disable"],
  ["false", "disable"],
  ["0", "disable"],
  ["remove", "disable"],
  ["deny", "forbid"],
  ["allow", "optional"],
  ["auto", "optional"],
]);

/** The policy most likely meant; undefined when nothing is near. */
export function likelyPolicy(typed: string): string | undefined {
  const word = typed.trim().toLowerCase();
  return MEANT.get(word) ?? CPU_POLICIES.find((policy) => policy === word) ?? similarNames(word, CPU_POLICIES, 1)[0];
}

function choosePolicy({ attribute }: Refused, { text }: CheckContext): Fix[] {
  if (attribute === undefined) return [];
  const likely = likelyPolicy(attribute.value);
  // Another word than libvirt's may mean more than one of them: "on" is require or force, "deny" is forbid or disable.
  const make = MEANT.has(attribute.value.trim().toLowerCase()) ? prefer : repair;
  return [
    ...(likely === undefined
      ? []
      : [make(l10n.t("Change the policy to {0}", likely), setValue(text, attribute, likely))]),
    ...CPU_POLICIES.filter((policy) => policy !== likely).map((policy) =>
      offer(l10n.t("Change the policy to {0}", policy), setValue(text, attribute, policy)),
    ),
  ];
}

function removeDuplicate({ error, element }: Refused, { text }: CheckContext): Fix[] {
  const name = error.subject ?? "";
  const first = element.parent?.elements.find((child) => attributeNamed(child, "name")?.value === name);
  if (first === undefined || first === element) return [];
  const remove = removeElement(text, element);
  // With two policies only the author knows which was meant.
  if (policyOf(first) === policyOf(element)) return [repair(l10n.t("Remove the second {0}", name), remove)];
  return [
    prefer(l10n.t("Keep the first {0} ({1}), remove this", name, policyOf(first)), remove),
    offer(l10n.t("Keep this {0} ({1}), remove the first", name, policyOf(element)), removeElement(text, first)),
  ];
}

/** The policy as it will be when it is spelled right. */
function policyOf(feature: XmlElement): string {
  const typed = attributeNamed(feature, "policy")?.value ?? "require";
  return likelyPolicy(typed) ?? typed;
}

/** libvirt's schema wants a policy, its parser does not. A host's features, pasted, have none: host-cpu-pasted speaks. */
const policyMissing: Check = function* ({ view }) {
  if (view.domain === undefined || isHostCpuInDomain(view)) return;
  for (const { element, policy } of view.cpu?.features ?? []) {
    if (policy !== undefined) continue;
    yield { rule: "feature-policy-missing", range: element.nameRange, fixes: ({ text }) => addPolicy(text, element) };
  }
};

/** What a feature without a policy can be given: what libvirt takes it for first. */
function addPolicy(text: string, feature: XmlElement): Fix[] {
  const add = (policy: string) => setAttribute(text, feature, "policy", policy, "first");
  return [
    repair(l10n.t("Add policy='require', the default"), add("require")),
    ...["disable", "optional"].map((policy) => otherCpu(offer(l10n.t("Add policy='{0}'", policy), add(policy)))),
  ];
}

/** Single features. */
export const featureRules: readonly Rule[] = [
  {
    id: "feature-policy",
    stage: "define",
    severity: "error",
    message: "Unknown feature policy '{value}'. Use force, require, optional, disable or forbid.",
    reason: "text",
    codes: ["invalid-policy"],
    fixesOf: choosePolicy,
  },
  {
    id: "feature-policy-missing",
    stage: "schema",
    severity: "warning",
    message: "policy is missing. libvirt assumes require, but virsh define --validate rejects it.",
    reason: "text",
    check: policyMissing,
  },
  {
    id: "feature-name-missing",
    stage: "define",
    severity: "error",
    message: "This feature has no name.",
    reason: "text",
    codes: ["missing-feature-name"],
    fixesOf: ({ element }, { text }) => [prefer(l10n.t("Remove this feature"), removeElement(text, element))],
  },
  {
    id: "feature-duplicate",
    stage: "define",
    severity: "error",
    message: "The feature {name} is already listed. Keep only one of them.",
    reason: "cpu",
    codes: ["duplicate-feature"],
    fixesOf: removeDuplicate,
  },
];
