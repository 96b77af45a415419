import * as l10n from "@vscode/l10n";
import { escapeText } from "../../edits/escapeXml.js";
import { prefer, removeWhole } from "../fix.js";
import type { Check, Rule } from "../rule.js";

/** The vendor asked for is compared with the host's, the model's features come from another. */
const vendorOfModel: Check = function* ({ view, catalogue, cpu }) {
  const vendor = view.cpu?.vendor;
  const { map } = catalogue;
  if (vendor === undefined || cpu?.vendor === undefined || cpu.model === undefined || map?.arch !== "x86") return;
  if (cpu.mode !== undefined && cpu.mode !== "custom") return;
  const own = map.modelByName.get(cpu.model)?.vendor;
  if (own === undefined || own === cpu.vendor || !map.vendors.has(cpu.vendor)) return;
  yield {
    rule: "vendor-of-model",
    range: vendor.range,
    data: { vendor: cpu.vendor, own, model: cpu.model },
    ...(view.cpu?.model === undefined
      ? {}
      : { related: [{ ...view.cpu.model.range, message: l10n.t("A model of {0}.", own) }] }),
  };
};

export const vendorOfModelRules: readonly Rule[] = [
  {
    id: "vendor-of-model",
    stage: "start",
    severity: "warning",
    message:
      "{model} is a model of {own}: hardly any host of {vendor} has its features. Ask for {own}, or remove <vendor>.",
    check: vendorOfModel,
    fix: (finding, context) => {
      const { own = "" } = finding.data;
      const change = { start: finding.start, end: finding.end, newText: escapeText(own) };
      const remove = removeWhole(finding, context, l10n.t("Remove <vendor>")).map((fix) => ({
        ...fix,
        preferred: false,
      }));
      return [prefer(l10n.t("Change to {0}", own), change), ...remove];
    },
  },
];
