import * as l10n from "@vscode/l10n";
import { writeCpu } from "../edits/writeCpu.js";
import type { CpuDefinition, CpuPolicy } from "../engine/index.js";
import type { RuleContext } from "../rules/index.js";
import { countFeatures } from "./countFeatures.js";
import { customCpu } from "./customCpu.js";
import type { Rewritten } from "./rewrite.js";

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
      "Collapsed {0} with {1} to host-model: the host decides from now on.",
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
