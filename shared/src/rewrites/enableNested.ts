import * as l10n from "@vscode/l10n";
import { andList } from "../common/lists.js";
import type { CpuView, FeatureView } from "../domain/index.js";
import { featureLine, insertChildren, setAttribute } from "../edits/index.js";
import type { CpuPolicy } from "../engine/index.js";
import type { RuleContext } from "../rules/index.js";
import { documentStyle, type XmlElement } from "../xml/index.js";
import type { TextEdit } from "../xml/textEdit.js";
import { type CustomCpu, customCpu, type GuestCpu, guestCpu, type Rewritten } from "./rewrite.js";

/** What lets a guest run guests of its own, by libvirt's name of the vendor. */
const NESTED: ReadonlyMap<string, "vmx" | "svm"> = new Map([
  ["Intel", "vmx"],
  ["Zhaoxin CentaurHauls", "vmx"],
  ["AMD", "svm"],
  ["Hygon", "svm"],
]);

/** What has to change. */
interface Change {
  readonly view: CpuView;
  /** The features, as they are called. */
  readonly names: string;
  /** Those that are listed get a policy; where none is, it is added. */
  readonly listed: readonly FeatureView[];
  readonly policy: "require" | "optional";
}

/**
 * Lets the guest run virtual machines itself: requires `vmx` or `svm`, by the vendor of the model or else of
 * `<vendor>`, in the place of a line that disables it. A CPU that follows its host gets what the host's kvm module
 * allows; there only a line that takes it away can be in the way.
 */
export function enableNested(context: RuleContext): Rewritten {
  const change = changeFor(context);
  if ("error" in change) return change;
  const { text } = context.document;
  const { view, listed, policy, names } = change;
  const edits =
    listed.length === 0
      ? [addFeature(text, view.element, names)]
      : listed.map(({ element }) => setAttribute(text, element, "policy", policy satisfies CpuPolicy));
  return { edits, summary: l10n.t("Added {0}. The host's kvm module must allow nesting (nested=1).", names) };
}

/** Whether there is something to change for it. */
export function lacksNested(context: RuleContext): boolean {
  return !("error" in changeFor(context));
}

function changeFor(context: RuleContext): Change | { readonly error: string } {
  const guest = guestCpu(context);
  if ("error" in guest) return guest;
  if (guest.cpu.mode !== "custom") return changeOnHost(guest);
  const custom = customCpu(context);
  return "error" in custom ? custom : changeOfModel(context, custom);
}

function changeOnHost({ view, cpu }: GuestCpu): Change | { readonly error: string } {
  const hidden = view.features.filter(({ name, policy }) => isNested(name?.value) && takesAway(policy?.value));
  if (hidden.length === 0) {
    return {
      error: l10n.t(
        "With {0} the host decides: the VM has vmx or svm if the host's module allows nesting (nested=1 of kvm_intel or kvm_amd).",
        cpu.mode ?? "",
      ),
    };
  }
  // With both listed the document is for hosts of either vendor, and no host has both.
  const policy = hidden.length === 1 ? "require" : "optional";
  return { view, names: andList(hidden.map(({ name }) => name?.value ?? "")), listed: hidden, policy };
}

function changeOfModel(context: RuleContext, custom: CustomCpu): Change | { readonly error: string } {
  const { view, cpu, model } = custom;
  const name = NESTED.get(model.vendor ?? cpu.vendor ?? "");
  if (name === undefined) {
    return {
      error: l10n.t("{0} has no vendor. Set <vendor>: Intel has vmx, AMD has svm.", model.name),
    };
  }
  if (name === "vmx" && context.view.type?.value === "qemu") {
    return {
      error: l10n.t("QEMU without KVM (type='qemu') cannot emulate vmx. Use an AMD model: svm can be emulated."),
    };
  }
  // Asked for also where the map's model includes it: under KVM QEMU turns svm off unless it is named.
  const listed = view.features.find((each) => each.name?.value === name);
  if (listed !== undefined && !isChanged(listed)) return { error: l10n.t("{0} is already required.", name) };
  return { view, names: name, listed: listed === undefined ? [] : [listed], policy: "require" };
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

/** Behind the last feature; where there is none, in front of NUMA, which libvirt prints last. */
function addFeature(text: string, cpu: XmlElement, name: string): TextEdit {
  const nodes = cpu.children.filter(({ kind }) => kind !== "text");
  const last = nodes.findLastIndex((node) => node.kind === "element" && node.name === "feature");
  const numa = nodes.findIndex((node) => node.kind === "element" && node.name === "numa");
  let at = last >= 0 ? last + 1 : numa >= 0 ? numa : nodes.length;
  while (last < 0 && nodes[at - 1]?.kind === "comment") at--;
  return insertChildren(text, cpu, [featureLine({ name }, documentStyle(text).quote)], nodes[at]);
}
