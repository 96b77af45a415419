import * as l10n from "@vscode/l10n";
import { setValue } from "../../edits/attributeEdits.js";
import { attributeOf, offer, prefer } from "../fix.js";
import type { Check, Rule } from "../rule.js";
import { viewAt } from "../viewAt.js";

/** Off x86 it does not start at all: mode-needs-kvm. */
const hostModelEmulated: Check = function* ({ view, cpu, catalogue }) {
  const mode = view.cpu?.mode;
  if (mode === undefined || cpu?.mode !== "host-model" || view.type?.value !== "qemu") return;
  if (catalogue.map?.arch !== "x86") return;
  yield { rule: "host-model-emulated", range: mode.attribute.valueRange ?? mode.attribute };
};

export const hostModelEmulatedRules: readonly Rule[] = [
  {
    id: "host-model-emulated",
    stage: "silent",
    severity: "information",
    message:
      "In an emulated VM (domain type qemu), host-model is not the host's model but the nearest to what QEMU emulates. maximum says so.",
    check: hostModelEmulated,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      if (attribute === undefined) return [];
      // Other caches go with another mode.
      const hasCache =
        viewAt(context, finding.start)?.cpu?.element.elements.some(({ name }) => name === "cache") === true;
      const make = hasCache ? offer : prefer;
      return [make(l10n.t("Change the mode to maximum"), setValue(context.document.text, attribute, "maximum"))];
    },
  },
];
