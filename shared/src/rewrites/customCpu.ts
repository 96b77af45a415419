import * as l10n from "@vscode/l10n";
import type { Model } from "../engine/index.js";
import type { RuleContext } from "../rules/index.js";
import { type GuestCpu, guestCpu } from "./guestCpu.js";

/** A guest's CPU that names a model of the map. */
export interface CustomCpu extends GuestCpu {
  readonly model: Model;
}

/** The document's CPU as a custom one, or why it is none. */
export function customCpu(context: RuleContext): CustomCpu | { readonly error: string } {
  const guest = guestCpu(context);
  if ("error" in guest) return guest;
  const { cpu, map } = guest;
  if (cpu.mode !== "custom") {
    return {
      error: l10n.t(
        "This CPU is {0}: it follows the host and names no model. Expand it on a host first.",
        cpu.mode ?? "",
      ),
    };
  }
  if (cpu.model === undefined) return { error: l10n.t("This CPU names no model.") };
  const model = map.modelByName.get(cpu.model);
  if (model === undefined)
    return { error: l10n.t("libvirt {0} does not know a CPU model {1}.", map.release, cpu.model) };
  return { ...guest, model };
}
