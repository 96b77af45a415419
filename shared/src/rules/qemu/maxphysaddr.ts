import * as l10n from "@vscode/l10n";
import { foreignArch } from "../../domain/guestMachine.js";
import { removeAttribute, setAttribute } from "../../edits/attributeEdits.js";
import { attributeIn, attributeOf, elementOf, offer, prefer, removeWhole } from "../fix.js";
import { isOlder } from "../isOlder.js";
import type { Check, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";

/** libvirt: qemuValidateDomainDefCpu (11.3; 9.0 for the missing number). */
const maxphysaddr: Check = function* ({ view, cpu, catalogue }) {
  const element = view.cpu?.maxphysaddr?.element;
  const address = cpu?.maxPhysAddr;
  if (element === undefined || address === undefined || !runsOnQemu(view.type?.value)) return;
  const arch = foreignArch(view);
  if (arch !== undefined) {
    const libvirt = `unsupported configuration: CPU maximum physical address bits specification is not supported for '${arch}' architecture`;
    yield { rule: "maxphysaddr-arch", range: element, data: { arch }, libvirt };
    return;
  }
  const bits = view.cpu?.maxphysaddr?.bits;
  if (address.mode === "passthrough" && bits !== undefined) {
    const libvirt =
      "unsupported configuration: CPU maximum physical address bits number specification cannot be used with mode='passthrough'";
    yield { rule: "maxphysaddr-bits", range: bits.attribute, libvirt };
  }
  if (address.mode === "emulate" && bits === undefined && isOlder(catalogue.release, "9.2.0")) {
    const libvirt =
      "unsupported configuration: if using CPU maximum physical address mode='emulate', bits= must be specified too";
    const data = { attribute: "bits", element: "<maxphysaddr>", suggested: "40" };
    yield { rule: "attribute-missing", range: element.nameRange, data, libvirt };
  }
};

/** `<maxphysaddr>` in the QEMU driver. */
export const maxphysaddrRules: readonly Rule[] = [
  {
    id: "maxphysaddr-arch",
    stage: "define",
    severity: "error",
    message: "maxphysaddr works only for x86 guests; this one is {arch}. Remove it.",
    check: maxphysaddr,
    fix: (finding, context) => removeWhole(finding, context, l10n.t("Remove <maxphysaddr>")),
  },
  {
    id: "maxphysaddr-bits",
    stage: "define",
    severity: "error",
    message:
      "passthrough takes the host's number of address bits; bits is refused with it. Use limit, or mode emulate.",
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      const element = elementOf(finding, context);
      if (attribute === undefined || element === undefined) return [];
      const { text } = context.document;
      const limit = attributeIn(finding, context, "limit");
      const emulate = [setAttribute(text, element, "mode", "emulate")];
      if (limit !== undefined) emulate.push(removeAttribute(text, limit));
      const toLimit = { ...attribute.nameRange, newText: "limit" };
      return [
        prefer(l10n.t("Remove bits"), removeAttribute(text, attribute)),
        ...(limit === undefined ? [offer(l10n.t("Say it as limit"), toLimit)] : []),
        offer(l10n.t("Change the mode to emulate"), ...emulate),
      ];
    },
  },
];
