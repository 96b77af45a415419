import { removeAttribute } from "../../edits/attributeEdits.js";
import { attributeOf, repair } from "../fix.js";
import type { Rule } from "../rule.js";

export const migratableRules: readonly Rule[] = [
  {
    id: "migratable-mode",
    stage: "define",
    severity: "error",
    message: "migratable works only with the modes host-passthrough and maximum; this CPU is {mode}.",
    explanation: "Only a CPU taken from the host as it is can be asked to leave out what blocks migration.",
    example: "<cpu mode='host-model' migratable='on'/>",
    codes: ["migratable-mode"],
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      if (attribute === undefined) return [];
      return [repair("Remove migratable", removeAttribute(context.document.text, attribute))];
    },
  },
];
