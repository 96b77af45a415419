import * as l10n from "@vscode/l10n";
import { type CpuView, foreignArch, type ModelView } from "../../domain/index.js";
import { removeElement, setText } from "../../edits/index.js";
import { takesHostCpu } from "../../engine/index.js";
import { type Check, dropAttribute, type Fix, offer, otherCpu, prefer, type Rule, repair, setMode } from "../kit.js";

const modelIgnored: Check = function* ({ view, cpu, catalogue }) {
  const typed = view.cpu;
  const model = typed?.model;
  if (typed === undefined || model === undefined || model.value === "" || view.domain === undefined) return;
  const passesThrough = takesHostCpu(cpu?.mode);
  const isX86 = catalogue.map?.arch === "x86" && foreignArch(view) === undefined;
  const takesHostModel = cpu?.mode === "host-model" && isX86;
  if (!passesThrough && !takesHostModel) return;
  const effect = passesThrough ? l10n.t("libvirt ignores it") : l10n.t("the VM uses the host's model");
  yield {
    rule: "model-ignored",
    range: model.element,
    data: { mode: cpu?.mode ?? "", effect },
    // Only the author knows whether the mode is meant or the model.
    fixes: ({ text }) => [
      withoutModel(text, typed, model),
      otherCpu(offer(l10n.t("Use this model (mode custom)"), ...setMode(text, typed, "custom"))),
    ],
  };
};

function withoutModel(text: string, { mode, vendor }: CpuView, { element, vendorId }: ModelView): Fix {
  // A vendor without a model is refused.
  const withVendor = vendor === undefined ? [] : [removeElement(text, vendor.element)];
  // host-model takes the vendor that the guest sees from here, without a model's name too.
  if (vendorId !== undefined && !takesHostCpu(mode?.value)) {
    return prefer(l10n.t("Remove the model's name, keep vendor_id"), setText(text, element, ""), ...withVendor);
  }
  const title = vendor === undefined ? l10n.t("Remove <{0}>", "model") : l10n.t("Remove <model> and <vendor>");
  return prefer(title, removeElement(text, element), ...withVendor);
}

const matchIgnored: Check = function* ({ view, cpu }) {
  const match = view.cpu?.match;
  if (match === undefined || cpu?.mode === undefined || cpu.mode === "custom" || view.domain === undefined) return;
  yield {
    rule: "match-ignored",
    range: match.attribute,
    data: { mode: cpu.mode },
    fixes: ({ text }) => {
      // Beside a model the mode may be the mistake.
      return [dropAttribute(text, match.attribute, view.cpu?.model === undefined ? repair : prefer)];
    },
  };
};

/** Where a name is in the model, model-ignored speaks. */
const vendorIdIgnored: Check = function* ({ view, cpu }) {
  const typed = view.cpu;
  const vendorId = typed?.model?.vendorId?.attribute;
  if (typed === undefined || vendorId === undefined || typed.model?.value !== "" || view.domain === undefined) return;
  if (!takesHostCpu(cpu?.mode)) return;
  yield {
    rule: "vendor-id-ignored",
    range: vendorId,
    data: { mode: cpu.mode },
    fixes: ({ text }) => {
      const title = l10n.t("Use mode host-model, which supports vendor_id");
      return [
        dropAttribute(text, vendorId),
        ...(view.type?.value === "kvm" ? [otherCpu(offer(title, ...setMode(text, typed, "host-model")))] : []),
      ];
    },
  };
};

/** What does not count under this mode. */
export const ignoredRules: readonly Rule[] = [
  {
    id: "model-ignored",
    stage: "silent",
    severity: "warning",
    message: "The model has no effect with {mode}: {effect}.",
    tags: ["unnecessary"],
    check: modelIgnored,
  },
  {
    id: "vendor-id-ignored",
    stage: "silent",
    severity: "hint",
    message: "libvirt ignores vendor_id with {mode}: the guest sees the host's vendor.",
    tags: ["unnecessary"],
    check: vendorIdIgnored,
  },
  {
    id: "match-ignored",
    stage: "silent",
    severity: "hint",
    message: "match works only with mode custom. libvirt ignores it with {mode}.",
    tags: ["unnecessary"],
    check: matchIgnored,
  },
];
