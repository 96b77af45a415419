import * as l10n from "@vscode/l10n";
import { similarNames } from "../../catalogue/similarNames.js";
import { addAttribute, setValue } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { CPU_POLICIES } from "../../engine/index.js";
import { attributeNamed } from "../../xml/index.js";
import { attributeOf, elementOf, offer, prefer, repair } from "../fix.js";
import type { FixMaker, Rule } from "../rule.js";

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

const choosePolicy: FixMaker = (finding, context) => {
  const attribute = attributeOf(finding, context);
  if (attribute === undefined) return [];
  const { text } = context.document;
  const likely = likelyPolicy(attribute.value);
  return [
    ...(likely === undefined
      ? []
      : [repair(l10n.t("Change the policy to {0}", likely), setValue(text, attribute, likely))]),
    ...CPU_POLICIES.filter((policy) => policy !== likely).map((policy) =>
      offer(l10n.t("Change the policy to {0}", policy), setValue(text, attribute, policy)),
    ),
  ];
};

const removeDuplicate: FixMaker = (finding, context) => {
  const element = elementOf(finding, context);
  const name = finding.data.name;
  const first = element?.parent?.elements.find((child) => attributeNamed(child, "name")?.value === name);
  if (element === undefined || first === undefined || first === element) return [];
  const { text } = context.document;
  const samePolicy = policyOf(first) === policyOf(element);
  const removeThis = removeElement(text, element);
  // With two policies only the author knows which was meant.
  if (samePolicy) return [repair(l10n.t("Remove the second {0}", name ?? ""), removeThis)];
  return [
    prefer(l10n.t("Keep the first {0} ({1}), remove this", name ?? "", policyOf(first)), removeThis),
    offer(l10n.t("Keep this {0} ({1}), remove the first", name ?? "", policyOf(element)), removeElement(text, first)),
  ];
};

/** The policy as it will be when it is spelled right. */
function policyOf(feature: Parameters<typeof attributeNamed>[0]): string {
  const typed = attributeNamed(feature, "policy")?.value ?? "require";
  return likelyPolicy(typed) ?? typed;
}

/** Single features. */
export const featureRules: readonly Rule[] = [
  {
    id: "feature-policy",
    stage: "define",
    severity: "error",
    message: "'{value}' is not a feature policy. Use force, require, optional, disable or forbid.",
    codes: ["invalid-policy"],
    fix: choosePolicy,
  },
  {
    id: "feature-policy-missing",
    stage: "schema",
    severity: "warning",
    message: "Without a policy libvirt takes require; its schema refuses the line.",
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      if (element === undefined) return [];
      const { text } = context.document;
      const add = (policy: string) => addAttribute(text, element, "policy", policy, "first");
      return [
        repair(l10n.t("Add policy='require', as libvirt reads it"), add("require")),
        ...["disable", "optional"].map((policy) => offer(l10n.t("Add policy='{0}'", policy), add(policy))),
      ];
    },
  },
  {
    id: "feature-name-missing",
    stage: "define",
    severity: "error",
    message: "This feature has no name.",
    codes: ["missing-feature-name"],
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      return element === undefined
        ? []
        : [prefer(l10n.t("Remove this feature"), removeElement(context.document.text, element))];
    },
  },
  {
    id: "feature-duplicate",
    stage: "define",
    severity: "error",
    message: "The feature {name} is listed already. Keep one of them.",
    codes: ["duplicate-feature"],
    fix: removeDuplicate,
  },
];
