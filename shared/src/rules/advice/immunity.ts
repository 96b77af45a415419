import * as l10n from "@vscode/l10n";
import { removeElements } from "../../edits/removeElements.js";
import { attributeNamed } from "../../xml/index.js";
import { offer } from "../fix.js";
import { featureStates } from "../guestFeatures.js";
import { namedModel } from "../namedModel.js";
import type { Check, CheckContext, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";

/** A claim that the host must make, not the definition. libvirt itself lists them with check full. */
const immunityRequired: Check = function* (context: CheckContext) {
  const { view, catalogue } = context;
  const named = namedModel(context);
  if (named === undefined || named.cpu.check === "full") return;
  const includes = featureStates({ ...named.cpu, features: [] }, named.map);
  const claims = (view.cpu?.features ?? []).filter(({ name, policy }) => {
    if (name === undefined || !/^(?:require|force)$/.test(policy?.value ?? "require")) return false;
    return catalogue.features.get(name.value)?.group === "immunity" && includes(name.value) === "absent";
  });
  const [first] = claims;
  if (first === undefined) return;
  const names = [...new Set(claims.map(({ name }) => name?.value ?? ""))];
  const shown = names.slice(0, 3).join(", ") + (names.length > 3 ? ", …" : "");
  yield { rule: "immunity-required", range: first.element, data: { shown, names: names.join(" ") } };
};

export const immunityRules: readonly Rule[] = [
  {
    id: "immunity-required",
    stage: "advice",
    severity: "hint",
    message:
      "{shown} tells the guest that its processor is not vulnerable, so that it drops its own protection. Require it only where every host is immune.",
    check: immunityRequired,
    fix: (finding, context) => {
      const names = new Set((finding.data.names ?? "").split(" "));
      const cpu = viewAt(context, finding.start)?.cpu;
      const elements = (cpu?.features ?? [])
        .map(({ element }) => element)
        .filter((element) => names.has(attributeNamed(element, "name")?.value ?? ""));
      return [
        offer(l10n.t("Remove {0}", finding.data.shown ?? ""), ...removeElements(context.document.text, elements)),
      ];
    },
  },
];
