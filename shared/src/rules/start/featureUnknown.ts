import * as l10n from "@vscode/l10n";
import { setValue } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { attributeNamed } from "../../xml/index.js";
import { attributeOf, elementOf, offer, prefer } from "../fix.js";
import { knownLater, likelyFeatures } from "../likelyNames.js";
import type { Check, Rule } from "../rule.js";

/** libvirt's virCPUValidateFeatures, in every mode and for every policy; ppc64 has no list of features. */
const featureUnknown: Check = function* ({ view, catalogue }) {
  const { map } = catalogue;
  if (map === undefined || map.arch === "ppc64" || view.kind === "capabilities") return;
  const likelyFeature = likelyFeatures(map);
  for (const { name } of view.cpu?.features ?? []) {
    if (name === undefined || name.value === "" || map.featureByName.has(name.value)) continue;
    const later = knownLater(catalogue.since.features.get(name.value), catalogue.release);
    const likely = later === undefined ? likelyFeature(name.value) : undefined;
    const hint = later ?? (likely === undefined ? elsewhere(name.value) : l10n.t(" Did you mean {0}?", likely));
    yield {
      rule: "feature-unknown",
      range: name.attribute.valueRange ?? name.attribute,
      data: { name: name.value, release: catalogue.release, hint, ...(likely === undefined ? {} : { likely }) },
      libvirt: `unsupported configuration: unknown CPU feature: ${name.value}`,
    };
  }
};

/** QEMU has CPU properties that libvirt sets elsewhere in the domain. */
function elsewhere(name: string): string {
  if (/^hv[-_]/.test(name)) return l10n.t(" Hyper-V features stand in <features><hyperv>.");
  if (/^kvm[-_]/.test(name)) return l10n.t(" KVM's features stand in <features><kvm>.");
  return "";
}

export const featureUnknownRules: readonly Rule[] = [
  {
    id: "feature-unknown",
    stage: "start",
    severity: "error",
    message: "libvirt {release} knows no feature '{name}', and refuses to start the VM.{hint}",
    check: featureUnknown,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      const element = elementOf(finding, context);
      if (attribute === undefined || element === undefined) return [];
      const { text } = context.document;
      const { name = "", likely } = finding.data;
      const listed =
        likely !== undefined &&
        element.parent?.elements.some((child) => attributeNamed(child, "name")?.value === likely) === true;
      return [
        ...(likely === undefined || listed
          ? []
          : [prefer(l10n.t("Change to {0}", likely), setValue(text, attribute, likely))]),
        (likely === undefined || listed ? prefer : offer)(
          l10n.t("Remove the feature {0}", name),
          removeElement(text, element),
        ),
      ];
    },
  },
];
