import { attributeNamed, childNamed } from "../../xml/index.js";
import type { Check } from "../rule.js";
import { runsOnQemu } from "./vcpuCount.js";

/** rules.md N1: the name in an attribute, as libvirt's own documentation once printed it. */
export const modelNameAttribute: Check = function* ({ view, cpu }) {
  const model = view.cpu?.model?.element;
  const name = model && attributeNamed(model, "name");
  if (model === undefined || name === undefined || cpu?.model !== undefined || name.value === "") return;
  yield { rule: "model-name-attribute", range: name, data: { name: name.value } };
};

/** rules.md N2: the form of domain capabilities pasted into a definition. */
export const modeElement: Check = function* ({ view }) {
  const mode = childNamed(view.cpu?.element, "mode");
  if (mode === undefined || view.domain === undefined) return;
  yield { rule: "mode-element", range: mode.nameRange, data: { name: attributeNamed(mode, "name")?.value ?? "" } };
};

/** rules.md N3: nothing says which CPU it is, so that x86 guests get qemu64. */
export const modelMissing: Check = function* ({ view, cpu, catalogue }) {
  const element = view.cpu?.element;
  if (element === undefined || cpu?.mode !== "custom" || cpu.model !== undefined || cpu.features.length > 0) return;
  // A mode that libvirt does not know is a fault of its own.
  if (view.cpu?.mode !== undefined && view.cpu.mode.value !== "custom") return;
  if (view.domain === undefined || catalogue.map?.arch !== "x86" || !runsOnQemu(view.type?.value)) return;
  const said = childNamed(element, "mode") ?? attributeNamed(childNamed(element, "model") ?? element, "name");
  if (said === undefined) yield { rule: "model-missing", range: element.nameRange };
};
