import * as l10n from "@vscode/l10n";
import type { FeatureView } from "../domain/index.js";
import { setValue } from "../edits/attributeEdits.js";
import { removeElement } from "../edits/elementEdits.js";
import { DROPPED_AT_START } from "../engine/index.js";
import type { RuleContext } from "../rules/index.js";
import { countFeatures } from "./countFeatures.js";
import { type CustomCpu, customCpu } from "./customCpu.js";
import type { Rewritten } from "./rewrite.js";

/**
 * What QEMU turns on by itself for a model that lacks it, so that the XML of a running VM lists it: seen in every
 * start of libvirt 12.8 with QEMU 11.1 (`ht` since QEMU 10, with more than one vCPU).
 */
const ADDED_BY_QEMU: ReadonlySet<string> = new Set(["hypervisor", "apic", "ht"]);
/** The same under KVM only. */
const ADDED_BY_KVM = "x2apic";

/**
 * Makes a CPU pasted from a running VM's XML (`virsh dumpxml`) one to start from: `check='full'`, which holds for that
 * very VM, becomes partial; the features that QEMU adds by itself and those that libvirt drops at start go.
 */
export function normaliseLive(context: RuleContext): Rewritten {
  const custom = customCpu(context);
  if ("error" in custom) return custom;
  const { view } = custom;
  if (view.check?.value !== "full") {
    return { error: l10n.t("This CPU is not that of a running VM: libvirt prints those with check='full'.") };
  }
  const { text } = context.document;
  const isKvm = context.view.type?.value === "kvm";
  const gone = view.features.filter((feature) => isNoise(feature, custom, isKvm));
  return {
    edits: [
      setValue(text, view.check.attribute, "partial"),
      ...gone.map(({ element }) => removeElement(text, element)),
    ],
    summary: l10n.t("Check is partial now; {0} of the running VM removed.", countFeatures(gone.length)),
  };
}

function isNoise({ name, policy }: FeatureView, { model, map }: CustomCpu, isKvm: boolean): boolean {
  const feature = map.featureByName.get(name?.value ?? "");
  const word = policy?.value ?? "require";
  if (feature === undefined || (word !== "require" && word !== "disable")) return false;
  if (DROPPED_AT_START.has(feature.name)) return true;
  // To disable one of the others is somebody's wish: a guest that shall not see its hypervisor.
  if (word !== "require" || model.removed.includes(feature.name)) return false;
  return ADDED_BY_QEMU.has(feature.name) || (isKvm && feature.name === ADDED_BY_KVM);
}
