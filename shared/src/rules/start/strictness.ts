import * as l10n from "@vscode/l10n";
import { removeAttribute, setValue } from "../../edits/attributeEdits.js";
import { attributeOf, offer, prefer } from "../fix.js";
import type { Check, Rule } from "../rule.js";
import { isCertainOnTarget } from "../target/assessmentOf.js";
import { runsOnQemu } from "../vcpus/count.js";

/** x86Compute compares only where something is checked; by default that is under KVM. */
const matchStrict: Check = function* (context) {
  const { view, cpu, catalogue } = context;
  const match = view.cpu?.match;
  if (match === undefined || cpu?.match !== "strict" || catalogue.map?.arch !== "x86") return;
  if (view.domain === undefined || cpu.check === "none") return;
  if (cpu.check === undefined && view.type?.value !== "kvm") return;
  if (isCertainOnTarget("extra-features", context)) return;
  yield {
    rule: "match-strict",
    range: match.attribute.valueRange ?? match.attribute,
    libvirt: "the CPU is incompatible with host CPU: Host CPU does not strictly match guest CPU",
  };
};

/** What dumpxml prints of a running VM. A saved state keeps it on purpose. */
const checkFull: Check = function* (context) {
  const { view, cpu, catalogue } = context;
  const check = view.cpu?.check;
  if (check === undefined || cpu?.check !== "full" || view.kind !== "domain" || !runsOnQemu(view.type?.value)) return;
  if (catalogue.map?.arch !== "x86" || (cpu.mode !== "custom" && cpu.mode !== "host-model")) return;
  if (isCertainOnTarget("specification-differs", context)) return;
  yield {
    rule: "check-full",
    range: check.attribute.valueRange ?? check.attribute,
    libvirt: "operation failed: guest CPU doesn't match specification",
  };
};

/** Demands that hardly any host meets. */
export const strictnessRules: readonly Rule[] = [
  {
    id: "match-strict",
    stage: "start",
    severity: "warning",
    message:
      "match='strict' starts only on a host that has nothing beyond this CPU, and hardly any is so old. Use exact.",
    check: matchStrict,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      if (attribute === undefined) return [];
      return [prefer(l10n.t("Change match to exact"), setValue(context.document.text, attribute, "exact"))];
    },
  },
  {
    id: "check-full",
    stage: "start",
    severity: "warning",
    message:
      "check='full' describes a VM that runs. Elsewhere QEMU's CPU nearly always differs in some feature, and the VM does not start: use partial.",
    check: checkFull,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      if (attribute === undefined) return [];
      const { text } = context.document;
      return [
        prefer(l10n.t("Change check to partial"), setValue(text, attribute, "partial")),
        offer(l10n.t("Remove check"), removeAttribute(text, attribute)),
      ];
    },
  },
];
