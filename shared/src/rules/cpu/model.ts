import * as l10n from "@vscode/l10n";
import { removeAttribute, setValue } from "../../edits/attributeEdits.js";
import { takesHostCpu } from "../../engine/index.js";
import { valueRange } from "../attributeReports.js";
import { attributeOf, offer, prefer, removeWhole } from "../fix.js";
import type { Check, Rule } from "../rule.js";

/** An empty attribute of `<model>` is none (9.0's answers). */
const emptyAttributes: Check = function* ({ view, cpu }) {
  const model = view.cpu?.model;
  if (cpu?.type !== "guest" || takesHostCpu(cpu.mode)) return;
  for (const [rule, attr] of [
    ["model-fallback", model?.fallback],
    ["vendor-id", model?.vendorId],
  ] as const) {
    if (attr?.value !== "") continue;
    yield { rule, range: valueRange(attr.attribute), data: { value: "", length: "0" }, severity: "warning" };
  }
};

/** Attributes and companions of a model. */
export const modelRules: readonly Rule[] = [
  {
    id: "model-fallback",
    stage: "define",
    severity: "error",
    message: "'{value}' is not a fallback. Use allow or forbid.",
    codes: ["invalid-fallback"],
    check: emptyAttributes,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      if (attribute === undefined) return [];
      const { text } = context.document;
      const no = /^(no|off|false|deny|0)/i.test(attribute.value);
      const [first, second] = no ? ["forbid", "allow"] : ["allow", "forbid"];
      return [
        prefer(l10n.t("Change to {0}", first), setValue(text, attribute, first ?? "")),
        offer(l10n.t("Change to {0}", second), setValue(text, attribute, second ?? "")),
      ];
    },
  },
  {
    id: "vendor-id",
    stage: "define",
    severity: "error",
    message: "vendor_id must be exactly 12 characters without a comma; this is {length}.",
    codes: ["vendor-id-length", "vendor-id-comma"],
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      if (attribute === undefined) return [];
      const { text } = context.document;
      const fixed = attribute.value
        .replaceAll(",", " ")
        .replaceAll(/[^ -~]/g, "")
        .slice(0, 12)
        .padEnd(12, " ");
      return [
        offer(l10n.t("Remove vendor_id"), removeAttribute(text, attribute)),
        ...(attribute.value === "" ? [] : [offer(l10n.t("Change to '{0}'", fixed), setValue(text, attribute, fixed))]),
      ];
    },
  },
  {
    id: "vendor-without-model",
    stage: "define",
    severity: "error",
    message: "A vendor needs a model: libvirt refuses <vendor> without one.",
    codes: ["vendor-without-model"],
    fix: (finding, context) => removeWhole(finding, context, l10n.t("Remove <vendor>")),
  },
];
