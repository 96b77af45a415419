import * as l10n from "@vscode/l10n";
import { removeAttribute, setAttribute, setValue } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { attributeNamed } from "../../xml/index.js";
import { attributeOf, elementOf, offer, prefer } from "../fix.js";
import type { Rule } from "../rule.js";

/** Cache and address width. */
export const cacheRules: readonly Rule[] = [
  {
    id: "cache-count",
    stage: "define",
    severity: "error",
    message: "A CPU has at most one <cache> element.",
    codes: ["several-caches"],
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      if (element === undefined) return [];
      return [prefer(l10n.t("Remove this <cache>"), removeElement(context.document.text, element))];
    },
  },
  {
    id: "cache-level",
    stage: "define",
    severity: "error",
    message: "There is no cache level {value}: use 1, 2 or 3.",
    codes: ["cache-level"],
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      if (attribute === undefined) return [];
      return [prefer(l10n.t("Change to level 3"), setValue(context.document.text, attribute, "3"))];
    },
  },
  {
    id: "maxphysaddr-limit",
    stage: "define",
    severity: "error",
    message: "limit works only with maxphysaddr mode passthrough; with emulate, say the number in bits.",
    codes: ["limit-mode"],
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      const element = elementOf(finding, context);
      if (attribute === undefined || element === undefined) return [];
      const { text } = context.document;
      const bits = attributeNamed(element, "bits");
      return [
        prefer(l10n.t("Remove limit"), removeAttribute(text, attribute)),
        ...(bits === undefined ? [offer(l10n.t("Say it as bits"), { ...attribute.nameRange, newText: "bits" })] : []),
        offer(l10n.t("Change the mode to passthrough"), setAttribute(text, element, "mode", "passthrough")),
      ];
    },
  },
];
