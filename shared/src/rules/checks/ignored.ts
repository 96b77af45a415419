import type { Check } from "../rule.js";

/** rules.md N8, N9. */
export const modelIgnored: Check = function* ({ view, cpu, catalogue }) {
  const model = view.cpu?.model;
  if (model === undefined || model.value === "" || view.domain === undefined) return;
  const passesThrough = cpu?.mode === "host-passthrough" || cpu?.mode === "maximum";
  const takesHostModel = cpu?.mode === "host-model" && catalogue.map?.arch === "x86";
  if (!passesThrough && !takesHostModel) return;
  const effect = passesThrough ? "libvirt drops it" : "the VM gets the host's";
  yield { rule: "model-ignored", range: model.element, data: { mode: cpu?.mode ?? "", effect } };
};

/** rules.md N10. */
export const matchIgnored: Check = function* ({ view, cpu }) {
  const match = view.cpu?.match;
  if (match === undefined || cpu?.mode === undefined || cpu.mode === "custom" || view.domain === undefined) return;
  yield { rule: "match-ignored", range: match.attribute, data: { mode: cpu.mode } };
};
