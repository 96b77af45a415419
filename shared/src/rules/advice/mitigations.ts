import * as l10n from "@vscode/l10n";
import { removeElements } from "../../edits/index.js";
import {
  addFeatures,
  type Check,
  type CheckContext,
  type FeatureState,
  featureStates,
  namedModel,
  offer,
  otherCpu,
  type Rule,
} from "../kit.js";
import { isOutdated } from "./betterModel.js";

/** A claim that the host must make, not the definition. libvirt itself lists them with check full. */
const immunityRequired: Check = function* (context: CheckContext) {
  const { view, catalogue } = context;
  const named = namedModel(context);
  if (named === undefined || named.cpu.check === "full") return;
  const includes = featureStates({ ...named.cpu, features: [] }, named.map);
  const features = view.cpu?.features ?? [];
  const claims = features.filter(({ name, policy }) => {
    if (name === undefined || !/^(?:require|force)$/.test(policy?.value ?? "require")) return false;
    return catalogue.features.get(name.value)?.group === "immunity" && includes(name.value) === "absent";
  });
  const [first] = claims;
  if (first === undefined) return;
  const names = [...new Set(claims.map(({ name }) => name?.value ?? ""))];
  const shown = names.slice(0, 3).join(", ") + (names.length > 3 ? ", …" : "");
  yield {
    rule: "immunity-required",
    range: first.element,
    data: { shown },
    fixes: ({ text }) => {
      const elements = features.flatMap(({ element, name }) => (names.includes(name?.value ?? "") ? [element] : []));
      return [otherCpu(offer(l10n.t("Remove {0}", shown), ...removeElements(text, elements)))];
    },
  };
};

export const immunityRules: readonly Rule[] = [
  {
    id: "immunity-required",
    stage: "advice",
    severity: "hint",
    message:
      "With {shown} the guest assumes that its CPU is not vulnerable and turns off its own protection. Require it only if every host is immune.",
    check: immunityRequired,
  },
];

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
    fixes: ({ text, view: { cpu } }) => {
      if (cpu === undefined || names.length === 0) return [];
      // Which hosts there are decides whether the VM may insist.
      return [
        offer(l10n.t("Add {0} with policy optional", names.join(", ")), addFeatures(text, cpu, names, "optional")),
        offer(l10n.t("Add {0} with policy require", names.join(", ")), addFeatures(text, cpu, names, "require")),
      ].map(otherCpu);
    },
  };
};

/** What is added along with what is missing. */
function companions(missing: readonly string[], state: (name: string) => FeatureState): string[] {
  const wanted = missing.includes("virt-ssbd") ? ["amd-ssbd", "stibp"] : ["stibp"];
  const strong = ["amd-stibp", "stibp-always-on"].some((name) => state(name) === "included");
  return wanted.filter((name) => state(name) === "absent" && !(name === "stibp" && strong));
}

export const mitigationRules: readonly Rule[] = [
  {
    id: "mitigations-missing",
    aboutGuest: true,
    stage: "advice",
    severity: "hint",
    message:
      "{model} does not include {missing}. The guest cannot protect itself against Spectre and similar attacks, even if the host can.",
    check: mitigationsMissing,
  },
];
