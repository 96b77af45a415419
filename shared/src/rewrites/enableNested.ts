import * as l10n from "@vscode/l10n";
import type { FeatureView } from "../domain/index.js";
import { setAttribute } from "../edits/attributeEdits.js";
import { featureLine } from "../edits/cpuLines.js";
import { insertChildren } from "../edits/elementEdits.js";
import type { CpuPolicy } from "../engine/index.js";
import type { RuleContext } from "../rules/index.js";
import { documentStyle, type XmlElement } from "../xml/index.js";
import type { TextEdit } from "../xml/textEdit.js";
import { type CustomCpu, customCpu } from "./customCpu.js";
import { type GuestCpu, guestCpu } from "./guestCpu.js";
import type { Rewritten } from "./rewrite.js";

/** What lets a guest run guests of its own, by libvirt's name of the vendor. */
const NESTED: ReadonlyMap<string, "vmx" | "svm"> = new Map([
  ["Intel", "vmx"],
  ["Zhaoxin CentaurHauls", "vmx"],
  ["AMD", "svm"],
  ["Hygon", "svm"],
]);

/**
 * Lets the guest run virtual machines itself: requires `vmx` or `svm`, by the vendor of the model or else of
 * `<vendor>`, in the place of a line that disables it. A CPU that follows its host gets what the host's kvm module
 * allows; there only a line that takes it away can be in the way.
 */
export function enableNested(context: RuleContext): Rewritten {
  const guest = guestCpu(context);
  if ("error" in guest) return guest;
  if (guest.cpu.mode !== "custom") return allowOnHost(context, guest);
  const custom = customCpu(context);
  return "error" in custom ? custom : requireNested(context, custom);
}

function allowOnHost({ document: { text } }: RuleContext, { view, cpu }: GuestCpu): Rewritten {
  const hidden = view.features.filter(({ name, policy }) => isNested(name?.value) && takesAway(policy?.value));
  if (hidden.length === 0) {
    return {
      error: l10n.t(
        "Under {0} the host decides: the VM has vmx or svm where the host's module allows nesting (nested=1 of kvm_intel or kvm_amd).",
        cpu.mode ?? "",
      ),
    };
  }
  // With both listed the document is for hosts of either vendor, and no host has both.
  const policy = hidden.length === 1 ? "require" : "optional";
  const names = hidden.map(({ name }) => name?.value).join(l10n.t(" and "));
  return { edits: hidden.map(({ element }) => setPolicy(text, element, policy)), summary: summaryOf(names) };
}

function requireNested(context: RuleContext, custom: CustomCpu): Rewritten {
  const { view, cpu, model } = custom;
  const { text } = context.document;
  const name = NESTED.get(model.vendor ?? cpu.vendor ?? "");
  if (name === undefined) {
    return {
      error: l10n.t("{0} is a model of no vendor: name one in <vendor>, Intel has vmx, AMD has svm.", model.name),
    };
  }
  if (name === "vmx" && context.view.type?.value === "qemu") {
    return {
      error: l10n.t("QEMU without KVM (type='qemu') cannot emulate vmx; it can emulate svm, with a model of AMD."),
    };
  }
  // Asked for also where the map's model includes it: under KVM QEMU turns svm off unless it is named.
  const listed = view.features.find((each) => each.name?.value === name);
  if (listed !== undefined && !isChanged(listed)) return { error: l10n.t("{0} is required here already.", name) };
  const edit = listed === undefined ? addFeature(text, view.element, name) : setPolicy(text, listed.element, "require");
  return { edits: [edit], summary: summaryOf(name) };
}

function isChanged({ policy }: FeatureView): boolean {
  return takesAway(policy?.value) || policy?.value === "optional";
}

function takesAway(policy: string | undefined): boolean {
  return policy === "disable" || policy === "forbid";
}

function isNested(name: string | undefined): boolean {
  return name === "vmx" || name === "svm";
}

function summaryOf(names: string): string {
  return l10n.t("The VM gets {0}. Its host's kvm module must allow nesting (nested=1).", names);
}

function setPolicy(text: string, feature: XmlElement, policy: CpuPolicy): TextEdit {
  return setAttribute(text, feature, "policy", policy);
}

/** Behind the last feature; where there is none, in front of NUMA, which libvirt prints last. */
function addFeature(text: string, cpu: XmlElement, name: string): TextEdit {
  const nodes = cpu.children.filter(({ kind }) => kind !== "text");
  const last = nodes.findLastIndex((node) => node.kind === "element" && node.name === "feature");
  const numa = nodes.findIndex((node) => node.kind === "element" && node.name === "numa");
  let at = last >= 0 ? last + 1 : numa >= 0 ? numa : nodes.length;
  while (last < 0 && nodes[at - 1]?.kind === "comment") at--;
  return insertChildren(text, cpu, [featureLine({ name }, documentStyle(text).quote)], nodes[at]);
}
