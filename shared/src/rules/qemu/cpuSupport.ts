import * as l10n from "@vscode/l10n";
import { foreignArch } from "../../domain/guestMachine.js";
import { removeAttribute, setValue } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { attributeOf, elementOf, offer, prefer } from "../fix.js";
import type { Check, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";
import { viewAt } from "../viewAt.js";

/** Only QEMU's x86 CPUs can leave out what blocks migration (QEMU_CAPS_CPU_MIGRATABLE). */
const migratableArch: Check = function* ({ view, cpu }) {
  const migratable = view.cpu?.migratable;
  const arch = foreignArch(view);
  if (migratable === undefined || arch === undefined || !runsOnQemu(view.type?.value)) return;
  if (cpu?.mode !== "host-passthrough" || cpu.migratable !== "on") return;
  const libvirt =
    "unsupported configuration: Migratable attribute for host-passthrough CPU is not supported by this QEMU binary";
  yield { rule: "migratable-arch", range: migratable.attribute, data: { arch }, libvirt };
};

/** libvirt: virDomainDefPostParseCPU; the QEMU driver has named its default model by then. */
const checkWithoutModel: Check = function* ({ view, cpu }) {
  const check = view.cpu?.check;
  const type = view.type?.value;
  if (check === undefined || type === undefined || view.domain === undefined || runsOnQemu(type)) return;
  if (cpu?.mode !== "custom" || cpu.model !== undefined || cpu.check === undefined) return;
  const libvirt = "unsupported configuration: check attribute specified for CPU with no model";
  yield { rule: "check-without-model", range: check.attribute, libvirt };
};

/**
 * qemuDomainDefCPUPostParse (9.0, 12.0), on every architecture; each feature whose name goes on after `sve`
 * counts as a length.
 */
const sveLengths: Check = function* ({ view, cpu }) {
  if (cpu === undefined || !runsOnQemu(view.type?.value)) return;
  const sve = view.cpu?.features.find(({ name }) => name?.value === "sve");
  const lengths = (view.cpu?.features ?? []).filter(({ name }) => /^sve./.test(name?.value ?? ""));
  const policy = sve?.policy?.value;
  const place = sve?.policy?.attribute;
  const first = lengths[0];
  if (place === undefined || first === undefined || (policy !== "disable" && policy !== "forbid")) return;
  yield {
    rule: "sve-lengths",
    range: place,
    data: { policy, name: first.name?.value ?? "" },
    related: [{ ...first.element, message: l10n.t("A vector length is set here.") }],
    libvirt: "unsupported configuration: SVE disabled, but SVE vector lengths provided",
  };
};

/** What a CPU definition may ask for depends on the guest. */
export const cpuSupportRules: readonly Rule[] = [
  {
    id: "migratable-arch",
    stage: "define",
    severity: "error",
    message: "migratable='on' works only for x86 guests; this one is {arch}. Remove migratable.",
    check: migratableArch,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      if (attribute === undefined) return [];
      return [prefer(l10n.t("Remove migratable"), removeAttribute(context.document.text, attribute))];
    },
  },
  {
    id: "check-without-model",
    stage: "define",
    severity: "error",
    message: "check needs a model to compare with the host. Name one in <model>, or remove check.",
    check: checkWithoutModel,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      if (attribute === undefined) return [];
      return [prefer(l10n.t("Remove check"), removeAttribute(context.document.text, attribute))];
    },
  },
  {
    id: "sve-lengths",
    stage: "define",
    severity: "error",
    message: "sve has the policy {policy}, but the vector length {name} is set. Require sve, or remove the lengths.",
    check: sveLengths,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      const features = viewAt(context, finding.start)?.cpu?.features ?? [];
      if (attribute === undefined || elementOf(finding, context) === undefined) return [];
      const { text } = context.document;
      const lengths = features.filter(({ name }) => /^sve./.test(name?.value ?? ""));
      return [
        prefer(l10n.t("Require sve"), setValue(text, attribute, "require")),
        offer(l10n.t("Remove the vector lengths"), ...lengths.map(({ element }) => removeElement(text, element))),
      ];
    },
  },
];
