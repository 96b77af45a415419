import * as l10n from "@vscode/l10n";
import { firstBehind } from "../../edits/domainEdits.js";
import { insertChildren } from "../../edits/elementEdits.js";
import { documentStyle } from "../../xml/index.js";
import { offer, prefer } from "../fix.js";
import type { Check, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";

/** A whole KVM guest that says nothing about its CPU. */
const cpuMissing: Check = function* ({ view, catalogue }) {
  const type = view.os?.type;
  if (view.domain === undefined || view.cpu !== undefined || type === undefined) return;
  if (view.type?.value !== "kvm" || catalogue.map?.arch !== "x86") return;
  yield { rule: "cpu-missing", range: type.element };
};

export const cpuMissingRules: readonly Rule[] = [
  {
    id: "cpu-missing",
    stage: "silent",
    severity: "warning",
    message:
      "Without <cpu> the VM gets QEMU's default CPU, the very old qemu64, on which many systems of today do not boot.",
    check: cpuMissing,
    fix: (finding, context) => {
      const domain = viewAt(context, finding.start)?.domain;
      if (domain === undefined) return [];
      const before = firstBehind(domain, "cpu");
      const { text } = context.document;
      const { quote } = documentStyle(text);
      const insert = (mode: string) => insertChildren(text, domain, [`<cpu mode=${quote}${mode}${quote}/>`], before);
      return [
        prefer(l10n.t("Take the host's model (host-model)"), insert("host-model")),
        offer(l10n.t("Pass the host's CPU through (host-passthrough)"), insert("host-passthrough")),
      ];
    },
  },
];
