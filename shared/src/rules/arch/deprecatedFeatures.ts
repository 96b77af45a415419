import * as l10n from "@vscode/l10n";
import { removeAttribute } from "../../edits/attributeEdits.js";
import { attributeOf, prefer } from "../fix.js";
import { isOlder } from "../isOlder.js";
import type { Check, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";

/** Releases before 11.0 drop the attribute, which attribute-too-new says. */
const deprecatedFeatures: Check = function* ({ view, catalogue }) {
  const said = view.cpu?.deprecatedFeatures;
  if (said === undefined || catalogue.arch === "s390x" || !runsOnQemu(view.type?.value)) return;
  if (isOlder(catalogue.release, "11.0.0")) return;
  yield {
    rule: "deprecated-features-arch",
    range: said.attribute,
    data: { arch: catalogue.arch },
    libvirt: "unsupported configuration: toggling deprecated features for CPU model is unsupported",
  };
};

export const deprecatedFeatureRules: readonly Rule[] = [
  {
    id: "deprecated-features-arch",
    stage: "start",
    severity: "warning",
    message:
      "deprecated_features means something on s390x only; on {arch} libvirt may refuse to start the VM. Remove it.",
    check: deprecatedFeatures,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      if (attribute === undefined) return [];
      return [prefer(l10n.t("Remove deprecated_features"), removeAttribute(context.document.text, attribute))];
    },
  },
];
