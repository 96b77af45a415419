import * as l10n from "@vscode/l10n";
import { includesFeature } from "../catalogue/index.js";
import { type Attr, effectivePolicy, type FeatureView } from "../domain/index.js";
import { removeElements, setValue, wholeLines, writeCpu } from "../edits/index.js";
import { type CpuDefinition, type CpuPolicy, DROPPED_AT_START } from "../engine/index.js";
import type { RuleContext } from "../rules/index.js";
import { type CustomCpu, countFeatures, customCpu, type Rewritten } from "./rewrite.js";

/** In the map's models, and yet off under KVM unless a definition names them (QEMU's defaults since 2.2). */
const OFF_UNDER_KVM: ReadonlySet<string> = new Set(["svm", "monitor", "acpi"]);

/**
 * Drops the features that the model includes already: `require` only, the other policies say more than the model does.
 * What remains expands to the same CPU (virCPUExpandFeatures, libvirt 12.8).
 */
export function minimise(context: RuleContext): Rewritten {
  const surplus = surplusFeatures(context);
  if ("error" in surplus) return surplus;
  const { features, model } = surplus;
  const { text } = context.document;
  const elements = features.map(({ element }) => element);
  return {
    edits: wholeLines(text, removeElements(text, elements)),
    summary: l10n.t("Removed {0} already included in {1}.", countFeatures(features.length), model),
  };
}

/** Whether there is a feature to drop. */
export function isLongerThanNeeded(context: RuleContext): boolean {
  return !("error" in surplusFeatures(context));
}

function surplusFeatures(
  context: RuleContext,
): { readonly features: readonly FeatureView[]; readonly model: string } | { readonly error: string } {
  const custom = customCpu(context);
  if ("error" in custom) return custom;
  // The host's model takes the place of the named one, and the features count beside it.
  if (custom.cpu.match === "minimum") {
    return { error: l10n.t("With match='minimum' the VM gets the host's model, so every feature here is needed.") };
  }
  const features = impliedFeatures(custom);
  const model = custom.model.name;
  return features.length === 0
    ? { error: l10n.t("{0} includes none of these features, so there is nothing to remove.", model) }
    : { features, model };
}

function impliedFeatures({ view, model, map }: CustomCpu): FeatureView[] {
  const times = new Map<string, number>();
  for (const { name } of view.features) if (name !== undefined) times.set(name.value, (times.get(name.value) ?? 0) + 1);
  return view.features.filter((feature) => {
    const name = feature.name?.value ?? "";
    const known = map.featureByName.get(name);
    // Of one that is listed twice only the author knows which line was meant.
    if (known === undefined || times.get(name) !== 1 || effectivePolicy(feature) !== "require") return false;
    return includesFeature(model, known) && !model.removed.includes(name) && !OFF_UNDER_KVM.has(name);
  });
}

/** What an expansion never writes: these policies are the author's. */
const OWN_POLICIES: ReadonlySet<CpuPolicy> = new Set(["force", "optional", "forbid"]);

/**
 * Makes an expanded custom definition host-model again: model, vendor and the features that an expansion writes
 * (`require`, `disable`) go. `fallback` and `match` go with the model, which libvirt takes from the host; `vendor_id`,
 * what the guest reads as its vendor, stays. The host's CPU can hardly be fully checked: full becomes partial.
 */
export function collapseToHostModel(context: RuleContext): Rewritten {
  const custom = customCpu(context);
  if ("error" in custom) return custom;
  const { cpu, view, model } = custom;
  const features = cpu.features.filter(({ policy = "require" }) => OWN_POLICIES.has(policy));
  const gone = cpu.features.length - features.length;
  const definition: CpuDefinition = {
    type: "guest",
    mode: "host-model",
    fallback: "allow",
    ...(cpu.check === "full" ? { check: "partial" } : {}),
    ...(cpu.vendorId === undefined ? {} : { vendorId: cpu.vendorId }),
    features,
  };
  return {
    edits: writeCpu(context.document.text, view.element, definition),
    summary: l10n.t(
      "Changed {0} with {1} to host-model. The host now decides which CPU the VM gets.",
      model.name,
      countFeatures(gone),
    ),
  };
}

/** Whether a custom CPU looks like an expansion: it lists features that host-model would bring. */
export function isExpanded(context: RuleContext): boolean {
  const custom = customCpu(context);
  if ("error" in custom) return false;
  return custom.cpu.features.some(({ policy = "require" }) => !OWN_POLICIES.has(policy));
}

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
  const live = liveCpu(context);
  if ("error" in live) return live;
  const { custom, check } = live;
  const { view } = custom;
  const { text } = context.document;
  const isKvm = context.view.type?.value === "kvm";
  const gone = view.features.filter((feature) => isNoise(feature, custom, isKvm));
  return {
    edits: wholeLines(text, [
      setValue(text, check.attribute, "partial"),
      ...removeElements(
        text,
        gone.map(({ element }) => element),
      ),
    ]),
    summary: l10n.t("Set check to partial and removed {0} of the running VM.", countFeatures(gone.length)),
  };
}

/** Whether it looks like the CPU of a running VM. */
export function isLive(context: RuleContext): boolean {
  return !("error" in liveCpu(context));
}

function liveCpu(
  context: RuleContext,
): { readonly custom: CustomCpu; readonly check: Attr } | { readonly error: string } {
  const custom = customCpu(context);
  if ("error" in custom) return custom;
  const { check } = custom.view;
  return check?.value === "full"
    ? { custom, check }
    : { error: l10n.t("This CPU is not from a running VM: libvirt prints those with check='full'.") };
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
