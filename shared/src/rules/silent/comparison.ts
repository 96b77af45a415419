import * as l10n from "@vscode/l10n";
import { setAttribute, setValue } from "../../edits/attributeEdits.js";
import { attributeOf, offer, prefer } from "../fix.js";
import type { Check, Rule } from "../rule.js";
import { setMode } from "../setMode.js";
import { runsOnQemu } from "../vcpus/count.js";
import { viewAt } from "../viewAt.js";

/** libvirt: virCPUx86Update adds what the host has beyond the model. s390x refuses it. */
const matchMinimum: Check = function* ({ view, cpu, catalogue }) {
  const match = view.cpu?.match;
  if (match === undefined || cpu?.match !== "minimum" || !runsOnQemu(view.type?.value)) return;
  if (catalogue.map?.arch !== "x86") return;
  yield { rule: "match-minimum", range: match.attribute.valueRange ?? match.attribute };
};

/** Libvirt itself writes check none for its default CPU, which requires nothing. */
const checkNone: Check = function* ({ view, cpu, catalogue }) {
  const check = view.cpu?.check;
  if (check === undefined || cpu?.check !== "none" || view.type?.value !== "kvm") return;
  if (catalogue.map?.arch !== "x86" || (cpu.mode !== "custom" && cpu.mode !== "host-model")) return;
  const required = cpu.features.filter(({ policy }) => policy === "require").map(({ name }) => name);
  if (required.length === 0) return;
  const names = required.slice(0, 3).join(", ") + (required.length > 3 ? ", …" : "");
  yield { rule: "check-none", range: check.attribute.valueRange ?? check.attribute, data: { names } };
};

/** How a named model is compared with the host. */
export const comparisonRules: readonly Rule[] = [
  {
    id: "match-minimum",
    stage: "silent",
    severity: "warning",
    message:
      "match='minimum' gives the VM every feature of the host it starts on, as host-model does. Use exact for a CPU that stays the same.",
    check: matchMinimum,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      const cpu = viewAt(context, finding.start)?.cpu;
      if (attribute === undefined || cpu === undefined) return [];
      const { text } = context.document;
      return [
        prefer(l10n.t("Change match to exact"), setValue(text, attribute, "exact")),
        offer(l10n.t("Take the host's model (host-model)"), ...setMode(text, cpu, "host-model")),
      ];
    },
  },
  {
    id: "check-none",
    stage: "silent",
    severity: "information",
    message:
      "With check='none' the VM also starts where {names} cannot be had, and runs without. Use partial to be told.",
    check: checkNone,
    fix: (finding, context) => {
      const cpu = viewAt(context, finding.start)?.cpu;
      if (cpu === undefined) return [];
      return [
        prefer(l10n.t("Change check to partial"), setAttribute(context.document.text, cpu.element, "check", "partial")),
      ];
    },
  },
];
