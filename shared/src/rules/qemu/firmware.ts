import * as l10n from "@vscode/l10n";
import { readFirmware } from "../../domain/firmware.js";
import { guestArch, isQ35, isX86, machineType } from "../../domain/guestMachine.js";
import type { DomainView } from "../../domain/index.js";
import { lastFeature } from "../../domain/lastFeature.js";
import { removeAttribute, setAttribute } from "../../edits/attributeEdits.js";
import { addToFeatures } from "../../edits/domainEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { attributeNamed, childNamed, documentStyle } from "../../xml/index.js";
import { wrongAttribute } from "../attributeReports.js";
import { attributeOf, elementOf, offer, prefer } from "../fix.js";
import { isOlder } from "../isOlder.js";
import type { Check, Report, Rule } from "../rule.js";
import { runsOnQemu } from "../vcpus/count.js";
import { viewAt } from "../viewAt.js";

/** libvirt: qemuValidateDomainDef (9.0, 11.3). Which firmware a loader without a type is, only the host knows. */
const acpiAndUefi: Check = function* ({ view }) {
  const { firmware, loader, loaderType, isUefi } = readFirmware(view);
  if (!runsOnQemu(view.type?.value)) return;
  const acpi = lastFeature(view, "acpi");
  const arch = guestArch(view);
  if (isX86(arch) && isUefi && acpi === undefined) {
    const place = firmware?.value === "efi" ? firmware.attribute : (loaderType?.attribute ?? view.root.nameRange);
    const libvirt = "unsupported configuration: UEFI requires ACPI on this architecture";
    yield { rule: "uefi-needs-acpi", range: place, libvirt };
  }
  if (arch === "aarch64" && acpi !== undefined && !isUefi && loader === undefined && firmware === undefined) {
    const libvirt = "unsupported configuration: ACPI requires UEFI on this architecture";
    yield { rule: "acpi-needs-uefi", range: acpi, libvirt };
  }
};

/** libvirt: qemuValidateDomainDefBoot (9.0, 11.3). */
const secureBoot: Check = function* ({ view, catalogue }) {
  const { loader, secure } = readFirmware(view);
  if (loader === undefined) return;
  yield* wrongAttribute(loader, "secure", { words: ["yes", "no"] });
  if (secure?.value !== "yes" || !runsOnQemu(view.type?.value)) return;
  const machine = machineType(view);
  const arch = guestArch(view);
  const report = (problem: string, needs: string, libvirt: string): Report => ({
    rule: "secure-boot",
    range: secure.attribute,
    data: { problem, needs },
    libvirt: `unsupported configuration: ${libvirt}`,
  });
  if (machine !== undefined && !isQ35(machine)) {
    const libvirt = "Secure boot is supported with q35 machine types only";
    yield report(l10n.t("Secure boot works only with the machine type q35."), "q35", libvirt);
  } else if (arch !== undefined && arch !== "x86_64") {
    const libvirt = "Secure boot is supported for x86_64 architecture only";
    yield report(l10n.t("Secure boot works only for x86_64 guests."), "x86_64", libvirt);
  } else if (lacksSmm(view, catalogue.release)) {
    const libvirt = "Secure boot requires SMM feature enabled";
    yield report(l10n.t("Secure boot needs the feature smm."), "smm", libvirt);
  }
};

/** Newer releases turn SMM on by themselves where the firmware's description asks for it. */
function lacksSmm(view: DomainView, release: string): boolean {
  if (readFirmware(view).firmware !== undefined) return false;
  const smm = lastFeature(view, "smm");
  if (smm === undefined) return isOlder(release, "9.2.0");
  return attributeNamed(smm, "state")?.value === "off";
}

/** ACPI, UEFI and secure boot. */
export const firmwareRules: readonly Rule[] = [
  {
    id: "uefi-needs-acpi",
    stage: "define",
    severity: "error",
    message: "UEFI needs ACPI on x86: add <acpi/> to <features>.",
    check: acpiAndUefi,
    fix: (finding, context) => {
      const domain = viewAt(context, finding.start)?.domain;
      if (domain === undefined) return [];
      return [prefer(l10n.t("Add <acpi/>"), addToFeatures(context.document.text, domain, ["<acpi/>"]))];
    },
  },
  {
    id: "acpi-needs-uefi",
    stage: "define",
    severity: "error",
    message: "ACPI needs UEFI on aarch64: write <os firmware='efi'>, or remove <acpi/>.",
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      const os = childNamed(viewAt(context, finding.start)?.domain, "os");
      if (element === undefined || os === undefined) return [];
      const { text } = context.document;
      return [
        prefer(l10n.t("Boot with UEFI (firmware='efi')"), setAttribute(text, os, "firmware", "efi")),
        offer(l10n.t("Remove <acpi/>"), removeElement(text, element)),
      ];
    },
  },
  {
    id: "secure-boot",
    stage: "define",
    severity: "error",
    message: "{problem}",
    check: secureBoot,
    fix: (finding, context) => {
      const attribute = attributeOf(finding, context);
      const view = viewAt(context, finding.start);
      if (attribute === undefined || view?.domain === undefined) return [];
      const { text } = context.document;
      const remove = removeAttribute(text, attribute);
      if (finding.data.needs !== "smm") return [prefer(l10n.t("Do without secure boot"), remove)];
      const { quote } = documentStyle(text);
      const smm = lastFeature(view, "smm");
      const edit =
        smm === undefined
          ? addToFeatures(text, view.domain, [`<smm state=${quote}on${quote}/>`])
          : setAttribute(text, smm, "state", "on");
      return [prefer(l10n.t("Turn on smm"), edit), offer(l10n.t("Do without secure boot"), remove)];
    },
  },
];
