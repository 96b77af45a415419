import * as l10n from "@vscode/l10n";
import { isReadBy, similarNames } from "../../catalogue/index.js";
import { isOlder } from "../../common/releases.js";
import { foreignArch, type HypervFeatureView, isArmVirt, machineType, readHyperv } from "../../domain/index.js";
import { removeAttribute, removeElements } from "../../edits/index.js";
import { localName, type XmlElement } from "../../xml/index.js";
import {
  allowedValues,
  type Check,
  offer,
  otherCpu,
  type Report,
  type Rule,
  removeWhole,
  renameOrRemove,
  wrongAttribute,
} from "../kit.js";
import { runsOnQemu } from "../vcpus/count.js";
import { hypervRequiresRules, hypervsRead } from "./hypervRequires.js";
import { hypervValueRules } from "./hypervValues.js";

/** libvirt: qemuValidateDomainDefFeatures, 11.3. */
const hypervArch: Check = function* ({ view }) {
  const arch = foreignArch(view);
  if (arch === undefined || isArmVirt(view) || !runsOnQemu(view.type?.value)) return;
  for (const { element } of readHyperv(view)) {
    const machine = machineType(view) ?? "";
    const libvirt = `unsupported configuration: Hyperv features are not supported for architecture '${arch}' or machine type '${machine}'`;
    yield {
      rule: "hyperv-arch",
      range: element,
      data: { arch },
      libvirt,
      fixes: ({ text }) => [removeWhole(text, element)],
    };
  }
};

/** With passthrough QEMU turns on what the host's KVM has. */
const hypervIgnored: Check = function* ({ view }) {
  if (!runsOnQemu(view.type?.value)) return;
  for (const { element, mode, features } of readHyperv(view)) {
    const first = features[0];
    const last = features.at(-1);
    if (mode?.value !== "passthrough" || first === undefined || last === undefined) continue;
    yield {
      rule: "hyperv-ignored",
      range: { start: first.element.start, end: last.element.end },
      fixes: ({ text }) => [
        // Who lists features may mean them: only the author knows.
        otherCpu(offer(l10n.t("Use these features (mode custom)"), removeAttribute(text, mode.attribute))),
        offer(l10n.t("Remove the features"), ...removeElements(text, element.elements)),
      ],
    };
  }
};

/** Where Hyper-V enlightenments count at all. */
export const hypervUseRules: readonly Rule[] = [
  {
    id: "hyperv-arch",
    stage: "define",
    severity: "error",
    message: "Hyper-V features are not supported for {arch} VMs. Remove <hyperv>.",
    check: hypervArch,
  },
  {
    id: "hyperv-ignored",
    stage: "silent",
    severity: "warning",
    message: "libvirt ignores these features: mode='passthrough' gives the VM all enlightenments of the host.",
    tags: ["unnecessary"],
    check: hypervIgnored,
  },
];

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
  ].map((name): [string, string] => [name, "0.0.0"]),
  ["avic", "8.10.0"],
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
  const modes = allowedValues(catalogue, "features/hyperv", "mode");
  const readsMode = isReadBy(catalogue.grammar.elements["features/hyperv"]?.attributes?.mode ?? {}, release);
  for (const { element, features } of hypervsRead(view, release)) {
    if (readsMode) yield* wrongAttribute(element, "mode", { words: modes });
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
    const partName = localName(part);
    if (parts.names.includes(partName)) {
      yield* wrongAttribute(part, "state", { required: true, words: ["on", "off"] });
    } else {
      yield unknown(part, parts.names, `unsupported Hyper-V ${name} feature: ${partName}`, release);
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
      hint: likely === undefined ? "" : ` ${l10n.t("Did you mean {0}?", likely)}`,
    },
    libvirt: `unsupported configuration: ${libvirt}`,
    fixes: (given) => renameOrRemove(element, likely, given),
  };
}

/** Names of Hyper-V enlightenments. */
export const hypervFeatureRules: readonly Rule[] = [
  {
    id: "hyperv-feature-unknown",
    stage: "define",
    severity: "error",
    message: "libvirt {release} does not support the Hyper-V feature '{name}' here.{hint}",
    reason: "text",
    check: hypervFeatures,
  },
];

/** Hyper-V enlightenments. */
export const hypervRules: readonly Rule[] = [
  ...hypervFeatureRules,
  ...hypervValueRules,
  ...hypervRequiresRules,
  ...hypervUseRules,
];
