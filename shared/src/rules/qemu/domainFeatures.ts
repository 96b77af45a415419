import * as l10n from "@vscode/l10n";
import { similarNames } from "../../catalogue/similarNames.js";
import type { CpuMap } from "../../engine/index.js";
import type { XmlElement } from "../../xml/index.js";
import { type AttributeTest, wrongAttribute } from "../attributeReports.js";
import { renameOrRemove } from "../fix.js";
import { isOlder } from "../isOlder.js";
import type { Check, Report, Rule } from "../rule.js";

const OLD: readonly string[] =
  "acpi apic pae hap viridian privnet hyperv kvm pvspinlock capabilities pmu vmport gic smm ioapic hpt vmcoreinfo htm nested-hv msrs ccf-assist xen cfpc sbbc ibs tcg".split(
    " ",
  );

/** Features of the domain by the release that brought them; the others are older than 9.0. */
const SINCE: readonly (readonly [name: string, release: string])[] = [
  ["async-teardown", "9.6.0"],
  ["ras", "10.4.0"],
  ["ps2", "10.7.0"],
  ["aia", "11.1.0"],
];

const SWITCH: AttributeTest = { words: ["on", "off"] };
const REQUIRED_SWITCH: AttributeTest = { words: ["on", "off"], required: true };

/** The attributes of features that take one of some words, as virDomainFeaturesDefParse reads them (9.0, measured). */
const ATTRIBUTES: ReadonlyMap<string, readonly [attribute: string, test: AttributeTest]> = new Map([
  ["apic", ["eoi", SWITCH]],
  ["hap", ["state", SWITCH]],
  ["pmu", ["state", SWITCH]],
  ["smm", ["state", SWITCH]],
  ["vmport", ["state", SWITCH]],
  ["pvspinlock", ["state", SWITCH]],
  ["vmcoreinfo", ["state", SWITCH]],
  ["htm", ["state", REQUIRED_SWITCH]],
  ["nested-hv", ["state", REQUIRED_SWITCH]],
  ["ccf-assist", ["state", REQUIRED_SWITCH]],
  ["ioapic", ["driver", { words: ["kvm", "qemu"] }]],
  ["gic", ["version", { words: ["2", "3", "host"] }]],
  ["hpt", ["resizing", { words: ["enabled", "disabled", "required"] }]],
  ["msrs", ["unknown", { words: ["ignore", "fault"], required: true }]],
  ["cfpc", ["value", { words: ["broken", "workaround", "fixed"] }]],
  ["sbbc", ["value", { words: ["broken", "workaround", "fixed"] }]],
  ["ibs", ["value", { words: ["broken", "workaround", "fixed-ibs", "fixed-ccd", "fixed-na"] }]],
  ["capabilities", ["policy", { words: ["default", "allow", "deny"] }]],
]);

/** The elements of `<features>`: virDomainFeaturesDefParse. */
const domainFeatures: Check = function* ({ view, catalogue }) {
  const { release, map } = catalogue;
  const names = [...OLD, ...SINCE.filter(([, since]) => !isOlder(release, since)).map(([name]) => name)];
  for (const element of view.domain === undefined ? [] : view.featureElements) {
    if (!names.includes(element.name)) yield unknown(element, { names, release, map });
    const [attribute, test] = ATTRIBUTES.get(element.name) ?? [];
    if (attribute !== undefined) yield* wrongAttribute(element, attribute, test);
  }
};

interface Known {
  readonly names: readonly string[];
  readonly release: string;
  readonly map: CpuMap | undefined;
}

function unknown(element: XmlElement, { names, release, map }: Known): Report {
  const { name } = element;
  const ofCpu = map?.featureByName.has(name) === true || map?.featureByAlias.has(name) === true;
  const likely = ofCpu ? undefined : similarNames(name, names, 1)[0];
  const newer = SINCE.find(([each]) => each === name)?.[1];
  const hint = ofCpu
    ? l10n.t(" A feature of the CPU stands in <cpu>: <feature policy='require' name='{0}'/>.", name)
    : newer !== undefined
      ? l10n.t(" It needs libvirt {0}.", newer.replace(/\.0$/, ""))
      : likely === undefined
        ? ""
        : l10n.t(" Did you mean {0}?", likely);
  return {
    rule: "domain-feature-unknown",
    range: element.nameRange,
    data: { name, release, hint, ...(likely === undefined || newer !== undefined ? {} : { likely }) },
    libvirt: `unsupported configuration: unexpected feature '${name}'`,
  };
}

/** Names and values in `<features>`. */
export const domainFeatureRules: readonly Rule[] = [
  {
    id: "domain-feature-unknown",
    stage: "define",
    severity: "error",
    message: "libvirt {release} knows no feature <{name}> of the VM.{hint}",
    check: domainFeatures,
    fix: renameOrRemove,
  },
];
