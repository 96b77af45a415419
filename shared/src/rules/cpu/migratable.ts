import * as l10n from "@vscode/l10n";
import { removeAttribute } from "../../edits/attributeEdits.js";
import { attributeOf, repair } from "../fix.js";
import type { Rule } from "../rule.js";

export const migratableRules: readonly Rule[] = [
  {
    id: "migratable-mode",
    stage: "define",
    severity: "error",
    message: "migratable works only with the modes host-passthrough and maximum; this CPU is {mode}.",
    codes: ["migratable-mode"],
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      if (attribute === undefined) return [];
      return [repair(l10n.t("Remove migratable"), removeAttribute(context.document.text, attribute))];
    },
  },
];
