import * as l10n from "@vscode/l10n";
import { setAttribute, setValue } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { attributeOf, elementOf, offer, prefer } from "../fix.js";
import type { Check, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";

/** libvirt: virCPUs390Update. */
const matchUnsupported: Check = function* ({ view, cpu, catalogue }) {
  const match = view.cpu?.match;
  if (match === undefined || cpu?.match !== "minimum" || catalogue.arch !== "s390x") return;
  if (!runsOnQemu(view.type?.value)) return;
  yield {
    rule: "match-unsupported",
    range: match.attribute.valueRange ?? match.attribute,
    libvirt: "unsupported configuration: match mode minimum not supported",
  };
};

/** What stands for a policy that s390x does not know. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ["force", "require"],
  ["forbid", "disable"],
]);

/** libvirt: virCPUs390ValidateFeatures refuses optional only, though its message names all but two. */
const policyUnsupported: Check = function* ({ view, catalogue }) {
  if (catalogue.arch !== "s390x" || !runsOnQemu(view.type?.value)) return;
  for (const { policy } of view.cpu?.features ?? []) {
    if (policy === undefined || !/^(?:force|forbid|optional)$/.test(policy.value)) continue;
    const plain = PLAIN.get(policy.value);
    const libvirt =
      "unsupported configuration: only cpu feature policies 'require' and 'disable' are supported for s390x";
    yield {
      rule: "policy-unsupported",
      range: policy.attribute.valueRange ?? policy.attribute,
      data:
        plain === undefined
          ? { policy: policy.value, effect: l10n.t("libvirt refuses to start the VM") }
          : { policy: policy.value, effect: l10n.t("it works as {0}", plain), plain },
      ...(plain === undefined ? { libvirt } : { severity: "warning", stage: "silent" }),
    };
  }
};

/** s390x takes plain definitions only. */
export const s390xRules: readonly Rule[] = [
  {
    id: "match-unsupported",
    stage: "start",
    severity: "error",
    message: "match='minimum' does not exist on s390x, and libvirt refuses to start the VM. Use exact.",
    check: matchUnsupported,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      if (attribute === undefined) return [];
      return [prefer(l10n.t("Change match to exact"), setValue(context.document.text, attribute, "exact"))];
    },
  },
  {
    id: "policy-unsupported",
    stage: "start",
    severity: "error",
    message: "s390x knows the policies require and disable only; with {policy} {effect}.",
    check: policyUnsupported,
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      if (element === undefined) return [];
      const { text } = context.document;
      const { plain } = finding.data;
      const change = (policy: string) => setAttribute(text, element, "policy", policy);
      if (plain !== undefined) return [prefer(l10n.t("Change the policy to {0}", plain), change(plain))];
      return [
        prefer(l10n.t("Remove this feature"), removeElement(text, element)),
        offer(l10n.t("Change the policy to require"), change("require")),
      ];
    },
  },
];
