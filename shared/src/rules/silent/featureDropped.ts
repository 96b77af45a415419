import * as l10n from "@vscode/l10n";
import { removeElement } from "../../edits/elementEdits.js";
import { DROPPED_AT_START } from "../../engine/index.js";
import { elementOf, repair } from "../fix.js";
import type { Check, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";

const featureDropped: Check = function* ({ view, catalogue }) {
  const { map } = catalogue;
  if (map?.arch !== "x86" || !runsOnQemu(view.type?.value)) return;
  for (const { element, name } of view.cpu?.features ?? []) {
    if (name === undefined || !DROPPED_AT_START.has(name.value) || !map.featureByName.has(name.value)) continue;
    yield { rule: "feature-dropped", range: element, data: { name: name.value } };
  }
};

export const featureDroppedRules: readonly Rule[] = [
  {
    id: "feature-dropped",
    stage: "silent",
    severity: "hint",
    message: "libvirt drops {name} when the VM starts: QEMU has no such switch.",
    tags: ["unnecessary"],
    check: featureDropped,
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      if (element === undefined) return [];
      return [repair(l10n.t("Remove {0}", finding.data.name ?? ""), removeElement(context.document.text, element))];
    },
  },
];
