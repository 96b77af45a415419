import * as l10n from "@vscode/l10n";
import { removeAttribute, setAttribute } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { takesHostCpu } from "../../engine/index.js";
import { childNamed } from "../../xml/index.js";
import { attributeOf, offer, prefer, removeWhole, repair } from "../fix.js";
import type { Check, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";

const modelIgnored: Check = function* ({ view, cpu, catalogue }) {
  const model = view.cpu?.model;
  if (model === undefined || model.value === "" || view.domain === undefined) return;
  const passesThrough = takesHostCpu(cpu?.mode);
  const takesHostModel = cpu?.mode === "host-model" && catalogue.map?.arch === "x86";
  if (!passesThrough && !takesHostModel) return;
  const effect = passesThrough ? l10n.t("libvirt drops it") : l10n.t("the VM gets the host's");
  yield { rule: "model-ignored", range: model.element, data: { mode: cpu?.mode ?? "", effect } };
};

const matchIgnored: Check = function* ({ view, cpu }) {
  const match = view.cpu?.match;
  if (match === undefined || cpu?.mode === undefined || cpu.mode === "custom" || view.domain === undefined) return;
  yield { rule: "match-ignored", range: match.attribute, data: { mode: cpu.mode } };
};

/** Where a name stands in the model, model-ignored speaks. */
const vendorIdIgnored: Check = function* ({ view, cpu }) {
  const model = view.cpu?.model;
  if (model?.vendorId === undefined || model.value !== "" || view.domain === undefined) return;
  if (!takesHostCpu(cpu?.mode)) return;
  yield { rule: "vendor-id-ignored", range: model.vendorId.attribute, data: { mode: cpu.mode } };
};

/** What does not count under this mode. */
export const ignoredRules: readonly Rule[] = [
  {
    id: "model-ignored",
    stage: "silent",
    severity: "warning",
    message: "Under {mode} the model does not count: {effect}.",
    tags: ["unnecessary"],
    check: modelIgnored,
    fix: (finding, context) => {
      const cpu = viewAt(context, finding.start)?.cpu;
      if (cpu === undefined) return [];
      const { text } = context.document;
      const toCustom = setAttribute(text, cpu.element, "mode", "custom");
      const vendor = childNamed(cpu.element, "vendor");
      // A vendor without a model is refused.
      const [remove] = removeWhole(finding, context, l10n.t("Remove <model>"));
      const fix =
        vendor === undefined
          ? remove && { ...remove, safe: true }
          : remove && prefer(l10n.t("Remove <model> and <vendor>"), ...remove.edits, removeElement(text, vendor));
      return [...(fix === undefined ? [] : [fix]), offer(l10n.t("Use this model (mode custom)"), toCustom)];
    },
  },
  {
    id: "vendor-id-ignored",
    stage: "silent",
    severity: "hint",
    message: "libvirt drops vendor_id under {mode}: the VM sees the host's vendor.",
    tags: ["unnecessary"],
    check: vendorIdIgnored,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      if (attribute === undefined) return [];
      return [repair(l10n.t("Remove vendor_id"), removeAttribute(context.document.text, attribute))];
    },
  },
  {
    id: "match-ignored",
    stage: "silent",
    severity: "hint",
    message: "match works only with mode custom; libvirt drops it under {mode}.",
    tags: ["unnecessary"],
    check: matchIgnored,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      return attribute === undefined
        ? []
        : [repair(l10n.t("Remove match"), removeAttribute(context.document.text, attribute))];
    },
  },
];
