import * as l10n from "@vscode/l10n";
import { similarNames } from "../../catalogue/similarNames.js";
import { type HypervFeatureView, readHyperv } from "../../domain/hypervFeatures.js";
import type { XmlElement } from "../../xml/index.js";
import { wrongAttribute } from "../attributeReports.js";
import { renameOrRemove } from "../fix.js";
import { isOlder } from "../isOlder.js";
import type { Check, Report, Rule } from "../rule.js";

/** Enlightenments by the release that brought them (libvirt's documentation of the domain format). */
const SINCE: ReadonlyMap<string, string> = new Map([
  ...[
    "relaxed",
    "vapic",
    "spinlocks",
    "vpindex",
    "runtime",
    "synic",
    "stimer",
    "reset",
    "vendor_id",
    "frequencies",
    "reenlightenment",
    "tlbflush",
    "ipi",
    "evmcs",
    "avic",
  ].map((name): [string, string] => [name, "0.0.0"]),
  ["emsr_bitmap", "10.7.0"],
  ["xmm_input", "10.7.0"],
]);

const PARTS: ReadonlyMap<string, { readonly names: readonly string[]; readonly since: string }> = new Map([
  ["stimer", { names: ["direct"], since: "5.7.0" }],
  ["tlbflush", { names: ["direct", "extended"], since: "11.0.0" }],
]);

/** The enlightenments that a release knows. */
export function hypervNames(release: string): string[] {
  return [...SINCE].filter(([, since]) => !isOlder(release, since)).map(([name]) => name);
}

/** Enlightenments and the values beside them: virDomainFeaturesHyperVDefParse (9.0, 11.3). */
const hypervFeatures: Check = function* ({ view, catalogue }) {
  const { release } = catalogue;
  const names = hypervNames(release);
  const modes = ["custom", "passthrough", ...(isOlder(release, "11.9.0") ? [] : ["host-model"])];
  for (const { element, features } of readHyperv(view)) {
    yield* wrongAttribute(element, "mode", { words: modes });
    for (const feature of features) yield* featureReports(feature, names, release);
  }
};

function* featureReports(feature: HypervFeatureView, names: readonly string[], release: string): Iterable<Report> {
  const { element, name, isOn } = feature;
  if (!names.includes(name)) {
    yield unknown(element, names, `unsupported HyperV Enlightenment feature: ${name}`, release);
    return;
  }
  yield* wrongAttribute(element, "state", { required: true, words: ["on", "off"] });
  const parts = PARTS.get(name);
  if (!isOn || parts === undefined || isOlder(release, parts.since)) return;
  for (const part of element.elements) {
    if (parts.names.includes(part.name)) {
      yield* wrongAttribute(part, "state", { required: true, words: ["on", "off"] });
    } else {
      yield unknown(part, parts.names, `unsupported Hyper-V ${name} feature: ${part.name}`, release);
    }
  }
}

function unknown(element: XmlElement, names: readonly string[], libvirt: string, release: string): Report {
  const typed = element.name.replace(/^hv[-_]/, "").replaceAll("-", "_");
  const likely = names.find((name) => name === typed) ?? similarNames(typed, names, 1)[0];
  return {
    rule: "hyperv-feature-unknown",
    range: element.nameRange,
    data: {
      name: element.name,
      release,
      hint: likely === undefined ? "" : l10n.t(" Did you mean {0}?", likely),
      ...(likely === undefined ? {} : { likely }),
    },
    libvirt: `unsupported configuration: ${libvirt}`,
  };
}

/** Names of Hyper-V enlightenments. */
export const hypervFeatureRules: readonly Rule[] = [
  {
    id: "hyperv-feature-unknown",
    stage: "define",
    severity: "error",
    message: "libvirt {release} knows no Hyper-V feature '{name}' here.{hint}",
    check: hypervFeatures,
    fix: renameOrRemove,
  },
];
