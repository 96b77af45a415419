import * as l10n from "@vscode/l10n";
import { setAttribute } from "../../edits/attributeEdits.js";
import { insertChildren } from "../../edits/elementEdits.js";
import { documentStyle } from "../../xml/index.js";
import { elementOf, offer, prefer } from "../fix.js";
import { featureStates } from "../guestFeatures.js";
import { namedModel } from "../namedModel.js";
import type { Check, CheckContext, Fix, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";

/** Features that updates of firmware, kernel or QEMU have taken from hosts, and why (users' problem P7). */
const VOLATILE: ReadonlyMap<string, () => string> = new Map([
  ["hle", () => l10n.t("microcode and kernels turn TSX off")],
  ["rtm", () => l10n.t("microcode and kernels turn TSX off")],
  ["mpx", () => l10n.t("Linux and QEMU have dropped it")],
  ["pku", () => l10n.t("not every kernel and QEMU gives it")],
]);

const featureVolatile: Check = function* (context: CheckContext) {
  const named = namedModel(context);
  if (named === undefined || named.cpu.check === "full") return;
  for (const { element, name, policy } of context.view.cpu?.features ?? []) {
    const why = VOLATILE.get(name?.value ?? "");
    if (why === undefined || name === undefined || (policy?.value ?? "require") !== "require") continue;
    yield { rule: "feature-volatile", range: element, data: { name: name.value, why: why() } };
  }
};

const modelWithTsx: Check = function* (context: CheckContext) {
  const named = namedModel(context);
  if (named === undefined) return;
  const { model, map, cpu, view } = named;
  const state = featureStates(cpu, map);
  const tsx = ["hle", "rtm"].filter((name) => state(name) === "included");
  if (tsx.length === 0) return;
  const without = [model.name.replace(/(-IBRS)?$/, "-noTSX$1")].find((name) => map.modelByName.has(name));
  const advice = without === undefined ? l10n.t("Disable {0}", tsx.join(l10n.t(" and "))) : l10n.t("Use {0}", without);
  yield {
    rule: "model-with-tsx",
    range: view.range,
    data: { model: model.name, advice, names: tsx.join(" "), ...(without === undefined ? {} : { without }) },
  };
};

/** What hosts may lose (users' problem P7). */
export const volatileRules: readonly Rule[] = [
  {
    id: "feature-volatile",
    stage: "advice",
    severity: "hint",
    message:
      "A host may lose {name} with an update ({why}), and the VM then does not start there. Let it be optional, or leave it out.",
    check: featureVolatile,
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      if (element === undefined) return [];
      const to = (policy: string) => setAttribute(context.document.text, element, "policy", policy);
      return [
        prefer(l10n.t("Change the policy to optional"), to("optional")),
        offer(l10n.t("Change the policy to disable"), to("disable")),
      ];
    },
  },
  {
    id: "model-with-tsx",
    stage: "advice",
    severity: "hint",
    message: "{model} needs TSX, which updates have turned off on most hosts; there the VM does not start. {advice}.",
    check: modelWithTsx,
    fix: (finding, context) => {
      const cpu = viewAt(context, finding.start)?.cpu;
      if (cpu === undefined) return [];
      const { text } = context.document;
      const { without, names = "" } = finding.data;
      const { quote } = documentStyle(text);
      const lines = names
        .split(" ")
        .map((name) => `<feature policy=${quote}disable${quote} name=${quote}${name}${quote}/>`);
      const fixes: Fix[] = [];
      if (without !== undefined) {
        fixes.push(
          prefer(l10n.t("Change to {0}", without), { start: finding.start, end: finding.end, newText: without }),
        );
      }
      const disable = insertChildren(text, cpu.element, lines, cpu.numa?.element);
      fixes.push(
        (without === undefined ? prefer : offer)(l10n.t("Disable {0}", names.replace(" ", l10n.t(" and "))), disable),
      );
      return fixes;
    },
  },
];
