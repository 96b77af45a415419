import * as l10n from "@vscode/l10n";
import { featureNamed } from "../../domain/index.js";
import { setValue } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { takesHostCpu } from "../../engine/index.js";
import { elementOf, offer, prefer } from "../fix.js";
import type { Check, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";

/** The two ask for opposite things. */
const migratableInvtsc: Check = function* ({ view, cpu, catalogue }) {
  const { cpu: typed } = view;
  if (typed?.migratable?.value !== "on" || catalogue.map?.arch !== "x86" || view.domain === undefined) return;
  if (!takesHostCpu(cpu?.mode)) return;
  const feature = featureNamed(typed, "invtsc");
  if (feature === undefined || !/^(?:require|force)$/.test(feature.policy?.value ?? "require")) return;
  const related = { ...typed.migratable.attribute, message: l10n.t("This leaves out what cannot be migrated.") };
  yield { rule: "migratable-invtsc", range: feature.element, data: { mode: cpu.mode }, related: [related] };
};

export const migratableInvtscRules: readonly Rule[] = [
  {
    id: "migratable-invtsc",
    stage: "migrate",
    severity: "information",
    message: "invtsc keeps the VM from migrating, and migratable='on' asks for a CPU that can. Decide for one of them.",
    check: migratableInvtsc,
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      const migratable = viewAt(context, finding.start)?.cpu?.migratable;
      if (element === undefined || migratable === undefined) return [];
      const { text } = context.document;
      return [
        prefer(l10n.t("Remove invtsc"), removeElement(text, element)),
        offer(l10n.t("Change migratable to off"), setValue(text, migratable.attribute, "off")),
      ];
    },
  },
];
