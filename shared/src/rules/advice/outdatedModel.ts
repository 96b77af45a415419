import * as l10n from "@vscode/l10n";
import { offer } from "../fix.js";
import { namedModel } from "../namedModel.js";
import type { Check, CheckContext, Rule } from "../rule.js";
import { setMode } from "../setMode.js";
import { viewAt } from "../viewAt.js";

/** Models that QEMU's documentation discourages: nobody's processor, or one that is long gone. */
const DISCOURAGED: ReadonlySet<string> = new Set([
  "qemu32",
  "qemu64",
  "kvm32",
  "kvm64",
  "cpu64-rhel5",
  "cpu64-rhel6",
  "486",
  "athlon",
  "phenom",
  "coreduo",
  "core2duo",
  "n270",
  "pentium",
  "pentium2",
  "pentium3",
  "pentiumpro",
]);

/** Whether a model is one of those; its numbered versions are too. */
export function isOutdated(model: string): boolean {
  return DISCOURAGED.has(model.replace(/-v\d+$/, ""));
}

/** Such models lack what today's systems expect, and every mitigation. */
const modelOutdated: Check = function* (context: CheckContext) {
  const named = namedModel(context);
  if (named === undefined || !isOutdated(named.model.name)) return;
  yield { rule: "model-outdated", range: named.view.range, data: { model: named.model.name } };
};

export const outdatedModelRules: readonly Rule[] = [
  {
    id: "model-outdated",
    stage: "advice",
    severity: "hint",
    message:
      "{model} lacks what systems of the last ten years expect, and protects against none of the known attacks. Take the host's model, or a newer one.",
    check: modelOutdated,
    fix: (finding, context) => {
      const cpu = viewAt(context, finding.start)?.cpu;
      if (cpu === undefined) return [];
      const { text } = context.document;
      return [
        offer(l10n.t("Take the host's model (host-model)"), ...setMode(text, cpu, "host-model")),
        offer(l10n.t("Pass the host's CPU through (host-passthrough)"), ...setMode(text, cpu, "host-passthrough")),
      ];
    },
  },
];
