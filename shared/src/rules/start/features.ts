import * as l10n from "@vscode/l10n";
import { knows, otherRelease } from "../../catalogue/index.js";
import { isOlder } from "../../common/releases.js";
import type { Attr, CpuView } from "../../domain/index.js";
import { joinInsertions, removeElement, setValue } from "../../edits/index.js";
import { domainSetting, elementForProperty } from "../../qemu/index.js";
import { attributeNamed, type XmlAttribute, type XmlElement } from "../../xml/index.js";
import {
  type Check,
  type CheckContext,
  dropAttribute,
  type Fix,
  likelyFeatures,
  offer,
  otherCpu,
  prefer,
  type Rule,
} from "../kit.js";
import { isCertainOnTarget } from "../target/assessment.js";
import { isReadByQemu, runsOnQemu } from "../vcpus/count.js";
import { writeSettings } from "../writeSettings.js";

/** libvirt's virCPUValidateFeatures, in every mode and for every policy; ppc64 has no list of features. */
const featureUnknown: Check = function* (context) {
  const { view, catalogue } = context;
  const { map } = catalogue;
  if (map === undefined || map.arch === "ppc64" || view.kind === "capabilities" || !isReadByQemu(view)) return;
  const likelyFeature = likelyFeatures(map);
  for (const { element, name, policy } of view.cpu?.features ?? []) {
    if (name === undefined || name.value === "" || map.featureByName.has(name.value)) continue;
    const later = otherRelease(knows(catalogue, { feature: name.value }));
    const likely = later === undefined ? likelyFeature(name.value) : undefined;
    const hint =
      (later && ` ${later}`) ??
      (likely === undefined ? elsewhere(name.value) : ` ${l10n.t("Did you mean {0}?", likely)}`);
    yield {
      rule: "feature-unknown",
      range: name.attribute.valueRange ?? name.attribute,
      data: { name: name.value, release: catalogue.release, hint },
      libvirt: `unsupported configuration: unknown CPU feature: ${name.value}`,
      fixes: () => otherFeature(context, { element, name, policy }, likely).map(otherCpu),
    };
  }
};

/** A feature that libvirt does not know, as it is written. */
interface Unknown {
  readonly element: XmlElement;
  readonly name: Attr;
  readonly policy: Attr | undefined;
}

function otherFeature(context: CheckContext, feature: Unknown, likely: string | undefined): Fix[] {
  const { text } = context;
  const { element, name } = feature;
  const isListed = () => element.parent?.elements.some((each) => attributeNamed(each, "name")?.value === likely);
  const remove = [l10n.t("Remove the feature {0}", name.value), removeElement(text, element)] as const;
  if (likely !== undefined && !isListed()) {
    return [prefer(l10n.t("Change to {0}", likely), setValue(text, name.attribute, likely)), offer(...remove)];
  }
  const move = moveElsewhere(context, feature);
  return move === undefined ? [prefer(...remove)] : [move, offer(...remove)];
}

/** To where libvirt sets what QEMU takes as a property of its CPU: `kvm_pv_unhalt` is `<features><pvspinlock>`. */
function moveElsewhere({ text, view, catalogue }: CheckContext, { element, name, policy }: Unknown): Fix | undefined {
  const place = elementForProperty(name.value);
  const isOff = policy?.value === "disable" || policy?.value === "forbid";
  const setting = domainSetting(name.value, isOff ? "off" : "on");
  if (place === undefined || typeof setting !== "object") return undefined;
  if (setting.since !== undefined && isOlder(catalogue.release, setting.since)) return undefined;
  const edits = [removeElement(text, element), ...writeSettings(text, view, [setting])];
  return prefer(l10n.t("Move to {0}", place), ...joinInsertions(edits));
}

/** Between two included maps: the older lacks it, the newer has it. */
const featureUncertain: Check = function* ({ view, catalogue }) {
  if (catalogue.map === undefined || view.kind === "capabilities" || !isReadByQemu(view)) return;
  for (const { name } of view.cpu?.features ?? []) {
    if (name === undefined || !catalogue.map.uncertain.features.has(name.value)) continue;
    const knowledge = knows(catalogue, { feature: name.value });
    if (knowledge.known !== "possibly") continue;
    const { after, by } = knowledge;
    yield {
      rule: "feature-uncertain",
      range: name.attribute.valueRange ?? name.attribute,
      data: { name: name.value, after, by, release: catalogue.release },
    };
  }
};

/** QEMU has CPU properties that libvirt sets elsewhere in the domain. */
function elsewhere(name: string): string {
  const place = elementForProperty(name);
  if (place !== undefined) return ` ${l10n.t("Use {0}.", place)}`;
  return /^(?:hv|kvm)[-_]/.test(name) ? ` ${l10n.t("libvirt does not support it.")}` : "";
}

export const featureUnknownRules: readonly Rule[] = [
  {
    id: "feature-unknown",
    stage: "start",
    severity: "error",
    message: "libvirt {release} does not support the feature '{name}'. The VM cannot start.{hint}",
    reason: "arch",
    check: featureUnknown,
  },
  {
    id: "feature-uncertain",
    stage: "start",
    severity: "information",
    message:
      "The feature '{name}' was added to libvirt between {after} and {by}. Whether {release} supports it is not known.",
    reason: "arch",
    check: featureUncertain,
  },
];

/** x86Compute compares only where something is checked; by default that is under KVM. */
const matchStrict: Check = function* (context) {
  const { view, cpu, catalogue } = context;
  const match = view.cpu?.match;
  if (match === undefined || cpu?.match !== "strict" || catalogue.map?.arch !== "x86") return;
  if (view.domain === undefined || cpu.check === "none" || !isReadByQemu(view)) return;
  if (cpu.check === undefined && view.type?.value !== "kvm") return;
  if (isCertainOnTarget("extra-features", context)) return;
  yield {
    rule: "match-strict",
    range: match.attribute.valueRange ?? match.attribute,
    libvirt: "the CPU is incompatible with host CPU: Host CPU does not strictly match guest CPU",
    fixes: ({ text }) => [otherCpu(prefer(l10n.t("Change match to exact"), setValue(text, match.attribute, "exact")))],
  };
};

/** What dumpxml prints of a running VM. A saved state keeps it on purpose. */
const checkFull: Check = function* (context) {
  const { view, cpu, catalogue } = context;
  const typed = view.cpu;
  const check = typed?.check?.attribute;
  if (typed === undefined || check === undefined || cpu?.check !== "full") return;
  if (view.kind !== "domain" || !runsOnQemu(view.type?.value)) return;
  if (catalogue.map?.arch !== "x86" || (cpu.mode !== "custom" && cpu.mode !== "host-model")) return;
  if (isCertainOnTarget("specification-differs", context)) return;
  yield {
    rule: "check-full",
    range: check.valueRange ?? check,
    libvirt: "operation failed: guest CPU doesn't match specification",
    fixes: ({ text }) => looserCheck(text, typed, check).map(otherCpu),
  };
};

function looserCheck(text: string, { vendor, match, features }: CpuView, check: XmlAttribute): Fix[] {
  // These are compared with the host before the start, which full leaves out: the VM may start no more.
  const isCompared =
    vendor !== undefined || match?.value === "strict" || features.some(({ policy }) => policy?.value === "forbid");
  const make = isCompared ? offer : prefer;
  return [make(l10n.t("Change check to partial"), setValue(text, check, "partial")), dropAttribute(text, check, offer)];
}

/** Demands that hardly any host meets. */
export const strictnessRules: readonly Rule[] = [
  {
    id: "match-strict",
    stage: "start",
    severity: "warning",
    message:
      "With match='strict' the VM starts only on a host without any other feature, and almost no host is so old. Use exact.",
    check: matchStrict,
  },
  {
    id: "check-full",
    stage: "start",
    severity: "warning",
    message:
      "check='full' is for a running VM. QEMU's CPU almost always differs in some feature, and then the VM cannot start. Use partial.",
    check: checkFull,
  },
];
