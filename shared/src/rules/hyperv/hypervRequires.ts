import * as l10n from "@vscode/l10n";
import { foreignArch, guestArch, isX86 } from "../../domain/guestMachine.js";
import type { HypervFeatureView } from "../../domain/hypervFeatures.js";
import type { DomainView } from "../../domain/index.js";
import { readTimers } from "../../domain/timers.js";
import { setAttribute } from "../../edits/attributeEdits.js";
import { addToClock } from "../../edits/domainEdits.js";
import { insertChildren, removeElement } from "../../edits/elementEdits.js";
import { andList } from "../../lists.js";
import { documentStyle } from "../../xml/index.js";
import type { TextEdit } from "../../xml/textEdit.js";
import { elementOf, offer, prefer } from "../fix.js";
import { isOlder } from "../isOlder.js";
import type { Check, FixMaker, Report, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";
import { viewAt } from "../viewAt.js";
import { allMissing, customHyperv, effectiveFeatures, type Missing, missingFor } from "./requirements.js";

/** libvirt refuses since 11.9 at define; before, QEMU does when a KVM guest starts. */
const hypervRequires: Check = function* ({ view, catalogue }) {
  const byQemu = isOlder(catalogue.release, "11.9.0");
  if (byQemu ? view.type?.value !== "kvm" || foreignArch(view) !== undefined : !runsOnQemu(view.type?.value)) return;
  const features = effectiveFeatures(customHyperv(view));
  for (const feature of features.values()) {
    const missing = feature.isOn ? missingFor(feature.name, view, features) : undefined;
    if (missing !== undefined) yield report(feature, missing, byQemu);
    else if (needsVapic(feature, view, features)) yield report(feature, { features: ["vapic"], clock: false }, true);
  }
};

/** QEMU wants the virtual APIC for flushing the TLB of nested guests directly. */
function needsVapic(
  { name, element, isOn }: HypervFeatureView,
  view: DomainView,
  features: ReadonlyMap<string, HypervFeatureView>,
): boolean {
  if (name !== "tlbflush" || !isOn || view.type?.value !== "kvm") return false;
  const direct = element.elements.some(
    (part) => part.name === "direct" && part.attributes.some((a) => a.name === "state" && a.value === "on"),
  );
  return direct && features.get("vapic")?.isOn !== true && isX86(guestArch(view) ?? "x86_64");
}

function report({ element, name }: HypervFeatureView, { features, clock }: Missing, byQemu: boolean): Report {
  const parts = [...features, ...(clock ? [l10n.t("the timer hypervclock")] : [])];
  const first = features[0];
  const needed = first === undefined ? "'hypervclock' timer" : `'${first}' feature`;
  return {
    rule: "hyperv-requires",
    range: element.startTag,
    data: { name, missing: andList(parts), first: first ?? "" },
    ...(byQemu
      ? { stage: "start" }
      : { libvirt: `unsupported configuration: '${name}' hyperv feature requires ${needed}` }),
  };
}

const turnOnMissing: FixMaker = (finding, context) => {
  const element = elementOf(finding, context);
  const view = viewAt(context, finding.start);
  if (element?.parent === undefined || view?.domain === undefined) return [];
  const { text } = context.document;
  const features = effectiveFeatures(customHyperv(view));
  const { name = "", first = "" } = finding.data;
  const missing = allMissing([name, ...(first === "" ? [] : [first])], view, features);
  const lacking = [...new Set([...(first === "" ? [] : [first]), ...missing.features])];
  const edits: TextEdit[] = [];
  const { quote } = documentStyle(text);
  const added = lacking.filter((each) => !features.has(each));
  for (const each of lacking) {
    const present = features.get(each);
    if (present !== undefined) edits.push(setAttribute(text, present.element, "state", "on"));
  }
  const lines = added.map((each) => `<${each} state=${quote}on${quote}/>`);
  if (lines.length > 0) edits.push(insertChildren(text, element.parent, lines, element));
  if (missing.clock) edits.push(turnOnClock(text, view, quote));
  const parts = [...lacking, ...(missing.clock ? ["hypervclock"] : [])];
  return [
    prefer(l10n.t("Turn on {0}", parts.join(", ")), ...edits),
    offer(l10n.t("Turn off {0}", name), setAttribute(text, element, "state", "off")),
    offer(l10n.t("Remove <{0}>", name), removeElement(text, element)),
  ];
};

function turnOnClock(text: string, view: DomainView, quote: string): TextEdit {
  const timer = readTimers(view).find(({ name }) => name?.value === "hypervclock");
  if (timer !== undefined) return setAttribute(text, timer.element, "present", "yes");
  const line = `<timer name=${quote}hypervclock${quote} present=${quote}yes${quote}/>`;
  return addToClock(text, view.domain ?? view.root, [line]);
}

/** Enlightenments that need others. */
export const hypervRequiresRules: readonly Rule[] = [
  {
    id: "hyperv-requires",
    stage: "define",
    severity: "error",
    message: "The Hyper-V feature {name} needs {missing}, which is not on.",
    check: hypervRequires,
    fix: turnOnMissing,
  },
];
