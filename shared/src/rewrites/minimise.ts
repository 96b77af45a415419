import * as l10n from "@vscode/l10n";
import { includesFeature } from "../catalogue/index.js";
import { effectivePolicy, type FeatureView } from "../domain/index.js";
import { removeElement } from "../edits/elementEdits.js";
import type { RuleContext } from "../rules/index.js";
import { countFeatures } from "./countFeatures.js";
import { type CustomCpu, customCpu } from "./customCpu.js";
import type { Rewritten } from "./rewrite.js";

/** In the map's models, and yet off under KVM unless a definition names them (QEMU's defaults since 2.2). */
const OFF_UNDER_KVM: ReadonlySet<string> = new Set(["svm", "monitor", "acpi"]);

/**
 * Drops the features that the model includes already: `require` only, the other policies say more than the model does.
 * What remains expands to the same CPU (virCPUExpandFeatures, libvirt 12.8).
 */
export function minimise(context: RuleContext): Rewritten {
  const custom = customCpu(context);
  if ("error" in custom) return custom;
  // The host's model takes the place of the named one, and the features count beside it.
  if (custom.cpu.match === "minimum") {
    return { error: l10n.t("With match='minimum' the VM gets the host's model: each feature here counts by itself.") };
  }
  const implied = impliedFeatures(custom);
  if (implied.length === 0)
    return { error: l10n.t("No feature here is one that {0} includes already.", custom.model.name) };
  return {
    edits: implied.map(({ element }) => removeElement(context.document.text, element)),
    summary: l10n.t("Dropped {0} that {1} includes already.", countFeatures(implied.length), custom.model.name),
  };
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
