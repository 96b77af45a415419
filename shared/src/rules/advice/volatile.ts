import * as l10n from "@vscode/l10n";
import { andList } from "../../common/lists.js";
import { setAttribute, setText } from "../../edits/index.js";
import {
  addFeatures,
  type Check,
  type CheckContext,
  type Fix,
  featureStates,
  namedModel,
  offer,
  otherCpu,
  prefer,
  type Rule,
} from "../kit.js";

/** Features that updates of firmware, kernel or QEMU have taken from hosts, and why (users' problem P7). */
const VOLATILE: ReadonlyMap<string, () => string> = new Map([
  ["hle", () => l10n.t("microcode and kernels disable TSX")],
  ["rtm", () => l10n.t("microcode and kernels disable TSX")],
  ["mpx", () => l10n.t("Linux and QEMU no longer support it")],
  ["pku", () => l10n.t("not every kernel and QEMU supports it")],
]);

const featureVolatile: Check = function* (context: CheckContext) {
  const named = namedModel(context);
  if (named === undefined || named.cpu.check === "full") return;
  for (const { element, name, policy } of context.view.cpu?.features ?? []) {
    const why = VOLATILE.get(name?.value ?? "");
    if (why === undefined || name === undefined || (policy?.value ?? "require") !== "require") continue;
    yield {
      rule: "feature-volatile",
      range: element,
      data: { name: name.value, why: why() },
      fixes: ({ text }) =>
        [
          prefer(l10n.t("Change the policy to optional"), setAttribute(text, element, "policy", "optional")),
          offer(l10n.t("Change the policy to disable"), setAttribute(text, element, "policy", "disable")),
        ].map(otherCpu),
    };
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
  const advice = without === undefined ? l10n.t("Disable {0}", andList(tsx)) : l10n.t("Use {0}", without);
  yield {
    rule: "model-with-tsx",
    range: view.range,
    data: { model: model.name, advice },
    fixes: (given) => withoutTsx(given, tsx, without).map(otherCpu),
  };
};

/** @param without the same model without the features */
function withoutTsx({ text, view: { cpu } }: CheckContext, tsx: readonly string[], without: string | undefined): Fix[] {
  if (cpu === undefined) return [];
  const disable = addFeatures(text, cpu, tsx, "disable");
  const title = l10n.t("Disable {0}", andList(tsx));
  return without === undefined || cpu.model === undefined
    ? [prefer(title, disable)]
    : [prefer(l10n.t("Change to {0}", without), setText(text, cpu.model.element, without)), offer(title, disable)];
}

/** What hosts may lose (users' problem P7). */
export const volatileRules: readonly Rule[] = [
  {
    id: "feature-volatile",
    stage: "advice",
    severity: "hint",
    message:
      "An update can remove {name} from a host ({why}), and then the VM cannot start there. Use optional, or remove it.",
    check: featureVolatile,
  },
  {
    id: "model-with-tsx",
    stage: "advice",
    severity: "hint",
    message: "{model} needs TSX, but updates have disabled it on most hosts. The VM cannot start there. {advice}.",
    check: modelWithTsx,
  },
];
