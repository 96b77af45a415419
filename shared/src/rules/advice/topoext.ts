import * as l10n from "@vscode/l10n";
import { insertChildren } from "../../edits/elementEdits.js";
import { documentStyle } from "../../xml/index.js";
import { prefer } from "../fix.js";
import { featureStates } from "../guestFeatures.js";
import type { Check, CheckContext, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";
import { viewAt } from "../viewAt.js";

/** Features that only AMD's processors have: a passed-through CPU with them is AMD's. */
const AMD_ONLY: readonly string[] = ["svm", "npt", "nrip-save", "sse4a", "ibpb", "amd-ssbd", "virt-ssbd"];

/** QEMU's EPYC models and Dhyana bring topoext along; older ones and `-cpu host` do not. */
const topoextMissing: Check = function* ({ view, cpu, catalogue }: CheckContext) {
  const { map } = catalogue;
  const threads = view.cpu?.topology?.threads;
  if (map?.arch !== "x86" || cpu === undefined || threads?.number === undefined || threads.number < 2) return;
  if (!runsOnQemu(view.type?.value)) return;
  const state = featureStates(cpu, map);
  if (state("topoext") !== "absent") return;
  const model = map.modelByName.get(cpu.model ?? "");
  const what =
    cpu.mode === "custom"
      ? model?.vendor === "AMD" && !model.name.startsWith("EPYC") && model.name
      : cpu.mode === "host-passthrough" && AMD_ONLY.some((name) => state(name) === "on") && l10n.t("an AMD host's CPU");
  if (!what) return;
  yield { rule: "topoext-missing", range: threads.attribute, data: { what } };
};

export const topoextRules: readonly Rule[] = [
  {
    id: "topoext-missing",
    stage: "silent",
    severity: "warning",
    message: "Without topoext the guest sees no threads on {what}: it takes them for cores. Require topoext.",
    check: topoextMissing,
    fix: (finding, context) => {
      const cpu = viewAt(context, finding.start)?.cpu;
      if (cpu === undefined) return [];
      const { text } = context.document;
      const { quote } = documentStyle(text);
      const line = `<feature policy=${quote}require${quote} name=${quote}topoext${quote}/>`;
      return [prefer(l10n.t("Require topoext"), insertChildren(text, cpu.element, [line], cpu.numa?.element))];
    },
  },
];
