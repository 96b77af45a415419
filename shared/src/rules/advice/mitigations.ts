import * as l10n from "@vscode/l10n";
import type { CpuView } from "../../domain/index.js";
import { insertChildren } from "../../edits/elementEdits.js";
import { documentStyle } from "../../xml/index.js";
import type { TextEdit } from "../../xml/textEdit.js";
import { offer } from "../fix.js";
import { type FeatureState, featureStates } from "../guestFeatures.js";
import { namedModel } from "../namedModel.js";
import type { Check, CheckContext, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";
import { isOutdated } from "./outdatedModel.js";

/** A protection that guests need; any one of these features gives it. The first is the one to add. */
type Protection = readonly string[];

/** QEMU's documentation of x86 CPU models. `stibp` only strengthens, and is added with the rest. */
const NEEDED: ReadonlyMap<string, readonly Protection[]> = new Map([
  ["Intel", [["spec-ctrl"], ["ssbd", "ssb-no"], ["md-clear", "mds-no"]]],
  ["AMD", [["ibpb"], ["virt-ssbd", "amd-ssbd", "amd-no-ssb"]]],
  ["Hygon", [["ibpb"], ["virt-ssbd", "amd-ssbd", "amd-no-ssb"]]],
]);

const mitigationsMissing: Check = function* (context: CheckContext) {
  const named = namedModel(context);
  const needed = NEEDED.get(named?.model.vendor ?? "");
  if (named === undefined || needed === undefined || isOutdated(named.model.name)) return;
  const state = featureStates(named.cpu, named.map);
  const missing = needed
    .filter((protection) => protection.every((name) => state(name) === "absent"))
    .flatMap(([first]) => (first === undefined ? [] : [first]));
  if (missing.length === 0) return;
  const names = [...missing, ...companions(missing, state)].filter((name) => named.map.featureByName.has(name));
  yield {
    rule: "mitigations-missing",
    range: named.view.range,
    data: { model: named.model.name, missing: missing.join(", "), names: names.join(" ") },
  };
};

/** What is added along with what is missing. */
function companions(missing: readonly string[], state: (name: string) => FeatureState): string[] {
  const wanted = missing.includes("virt-ssbd") ? ["amd-ssbd", "stibp"] : ["stibp"];
  const strong = ["amd-stibp", "stibp-always-on"].some((name) => state(name) === "included");
  return wanted.filter((name) => state(name) === "absent" && !(name === "stibp" && strong));
}

/** Lists the features behind those that are there, in front of `<numa>`, as libvirt prints it. */
function addFeatures(text: string, cpu: CpuView, names: readonly string[], policy: string): TextEdit {
  const { quote } = documentStyle(text);
  const lines = names.map((name) => `<feature policy=${quote}${policy}${quote} name=${quote}${name}${quote}/>`);
  return insertChildren(text, cpu.element, lines, cpu.numa?.element);
}

export const mitigationRules: readonly Rule[] = [
  {
    id: "mitigations-missing",
    stage: "advice",
    severity: "hint",
    message:
      "{model} does not give the guest {missing}: it cannot protect itself against Spectre and its kin, even on a host that can.",
    check: mitigationsMissing,
    fix: (finding, context) => {
      const cpu = viewAt(context, finding.start)?.cpu;
      const names = (finding.data.names ?? "").split(" ").filter((name) => name !== "");
      if (cpu === undefined || names.length === 0) return [];
      const add = (policy: string) => addFeatures(context.document.text, cpu, names, policy);
      // Which hosts there are decides whether the VM may insist.
      return [
        offer(l10n.t("Add {0} where the host has them (optional)", names.join(", ")), add("optional")),
        offer(l10n.t("Require {0}", names.join(", ")), add("require")),
      ];
    },
  },
];
