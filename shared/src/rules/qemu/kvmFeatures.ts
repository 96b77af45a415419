import * as l10n from "@vscode/l10n";
import { similarNames } from "../../catalogue/similarNames.js";
import { parseInteger } from "../../domain/parseInteger.js";
import { setAttribute } from "../../edits/attributeEdits.js";
import { attributeNamed, type XmlElement } from "../../xml/index.js";
import { valueRange, wrongAttribute } from "../attributeReports.js";
import { elementOf, prefer, renameOrRemove } from "../fix.js";
import type { Check, Report, Rule } from "../rule.js";

const NAMES: readonly string[] = ["hidden", "hint-dedicated", "poll-control", "pv-ipi", "dirty-ring"];
const MIN_RING = 1024;
const MAX_RING = 65536;

/** libvirt: virDomainFeaturesKVMDefParse (9.0, 11.3), for every driver. */
const kvmFeatures: Check = function* ({ view }) {
  for (const element of view.featureElements.filter(({ name }) => name === "kvm").flatMap(({ elements }) => elements)) {
    if (!NAMES.includes(element.name)) {
      yield unknown(element);
      continue;
    }
    yield* wrongAttribute(element, "state", { required: true, words: ["on", "off"] });
    if (element.name === "dirty-ring" && attributeNamed(element, "state")?.value === "on") yield* ring(element);
  }
};

function* ring(element: XmlElement): Iterable<Report> {
  const attribute = attributeNamed(element, "size");
  const size = attribute && parseInteger(attribute.value);
  if (attribute === undefined || size === undefined) {
    yield* wrongAttribute(element, "size", { required: true, suggested: "4096" });
  } else if (size < MIN_RING || size > MAX_RING || (size & (size - 1)) !== 0) {
    const libvirt = `XML error: dirty ring must be power of 2 and ranges [${MIN_RING}, ${MAX_RING}]`;
    yield { rule: "dirty-ring-size", range: valueRange(attribute), data: { value: attribute.value }, libvirt };
  }
}

function unknown(element: XmlElement): Report {
  const typed = element.name.replace(/^kvm[-_]/, "").replaceAll("_", "-");
  const likely = NAMES.find((name) => name === typed) ?? similarNames(typed, NAMES, 1)[0];
  return {
    rule: "kvm-feature-unknown",
    range: element.nameRange,
    data: {
      name: element.name,
      hint: likely === undefined ? "" : l10n.t(" Did you mean {0}?", likely),
      ...(likely === undefined ? {} : { likely }),
    },
    libvirt: `unsupported configuration: unsupported KVM feature: ${element.name}`,
  };
}

/** KVM's own features. */
export const kvmFeatureRules: readonly Rule[] = [
  {
    id: "kvm-feature-unknown",
    stage: "define",
    severity: "error",
    message: "libvirt knows no KVM feature '{name}'.{hint}",
    check: kvmFeatures,
    fix: renameOrRemove,
  },
  {
    id: "dirty-ring-size",
    stage: "define",
    severity: "error",
    message: "A dirty ring of {value} is refused: use a power of 2 from 1024 to 65536.",
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      const typed = parseInteger(finding.data.value ?? "") ?? MIN_RING;
      if (element === undefined) return [];
      const power = 2 ** Math.round(Math.log2(Math.max(1, typed)));
      const size = String(Math.min(MAX_RING, Math.max(MIN_RING, power)));
      return [prefer(l10n.t("Change to {0}", size), setAttribute(context.document.text, element, "size", size))];
    },
  },
];
