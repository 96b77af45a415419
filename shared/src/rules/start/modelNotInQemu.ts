import * as l10n from "@vscode/l10n";
import { setAttribute } from "../../edits/attributeEdits.js";
import { setText } from "../../edits/elementEdits.js";
import { translateCpu } from "../../engine/index.js";
import { elementOf, offer, prefer } from "../fix.js";
import type { Check, CheckContext, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";

/** libvirt's map has models that QEMU has not; fallback says what then happens (virCPUTranslate). */
const modelNotInQemu: Check = function* (context: CheckContext) {
  const { view, cpu, catalogue } = context;
  const model = view.cpu?.model;
  if (model === undefined || cpu?.model === undefined || cpu.mode !== "custom" || !runsOnQemu(view.type?.value)) return;
  const entry = catalogue.models.get(cpu.model);
  if (catalogue.map?.arch !== "x86" || entry === undefined || entry.offered) return;
  const substitute = cpu.fallback === "allow" ? substituteFor(context) : undefined;
  const effect =
    cpu.fallback === "forbid"
      ? l10n.t("refuses to start the VM")
      : l10n.t("silently gives the VM {0} with changed features", substitute ?? l10n.t("another one"));
  yield {
    rule: "model-not-in-qemu",
    range: model.range,
    data: { name: cpu.model, effect, ...(substitute === undefined ? {} : { substitute }) },
    ...(cpu.fallback === "allow"
      ? { stage: "silent" }
      : { libvirt: `unsupported configuration: CPU model ${cpu.model} is not supported by hypervisor` }),
  };
};

/** The model that libvirt would take instead, by the models that the included QEMU offers. */
function substituteFor({ cpu, catalogue }: CheckContext): string | undefined {
  const { map, models } = catalogue;
  if (cpu?.model === undefined || map === undefined) return undefined;
  const offered = [...models.values()].filter((entry) => entry.offered).map(({ name }) => name);
  try {
    return translateCpu({ ...cpu, fallback: "allow", features: [] }, map, offered).model;
  } catch {
    return undefined;
  }
}

/** fallback is spoken of only here: where QEMU has the model it decides nothing. */
export const modelNotInQemuRules: readonly Rule[] = [
  {
    id: "model-not-in-qemu",
    stage: "start",
    severity: "warning",
    message: "QEMU has no model {name}: libvirt {effect}. Choose a model that QEMU has.",
    check: modelNotInQemu,
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      if (element === undefined) return [];
      const { substitute } = finding.data;
      const forbid = setAttribute(context.document.text, element, "fallback", "forbid");
      return [
        ...(substitute === undefined
          ? []
          : [prefer(l10n.t("Change to {0}", substitute), setText(element, substitute))]),
        ...(finding.libvirt === undefined ? [offer(l10n.t("Forbid a fallback"), forbid)] : []),
      ];
    },
  },
];
