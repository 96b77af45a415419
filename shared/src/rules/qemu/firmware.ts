import * as l10n from "@vscode/l10n";
import { isQ35, isX86 } from "../../common/arches.js";
import { isOlder } from "../../common/releases.js";
import {
  archOrMachine,
  type DomainView,
  guestArch,
  lastFeature,
  machineType,
  parseInteger,
  readFirmware,
} from "../../domain/index.js";
import {
  addToFeatures,
  insertChildren,
  removeAttribute,
  removeElement,
  setAttribute,
  setText,
} from "../../edits/index.js";
import {
  attributeNamed,
  childNamed,
  childrenNamed,
  documentStyle,
  type XmlAttribute,
  type XmlElement,
} from "../../xml/index.js";
import {
  allowedValues,
  type Check,
  type Fix,
  offer,
  prefer,
  type Report,
  type Rule,
  removeWhole,
  textPlace,
  wrongAttribute,
} from "../kit.js";
import { runsOnQemu } from "../vcpus/count.js";
import { bootWords } from "./boot.js";

/** libvirt: qemuValidateDomainDef (9.0, 11.3). Which firmware a loader without a type is, only the host knows. */
const acpiAndUefi: Check = function* ({ view }) {
  const { os } = view;
  const { firmware, loader, loaderType, isUefi } = readFirmware(view);
  if (!runsOnQemu(view.type?.value)) return;
  const acpi = lastFeature(view, "acpi");
  const arch = archOrMachine(view);
  if (isX86(arch) && isUefi && acpi === undefined) {
    const place = firmware?.value === "efi" ? firmware.attribute : (loaderType?.attribute ?? view.root.nameRange);
    const libvirt = "unsupported configuration: UEFI requires ACPI on this architecture";
    yield { rule: "uefi-needs-acpi", range: place, libvirt, fixes: ({ text }) => addAcpi(text, view) };
  }
  if (arch === "aarch64" && acpi !== undefined && !isUefi && loader === undefined && firmware === undefined) {
    yield {
      rule: "acpi-needs-uefi",
      range: acpi,
      libvirt: "unsupported configuration: ACPI requires UEFI on this architecture",
      fixes: ({ text }) =>
        os === undefined
          ? []
          : [
              prefer(l10n.t("Boot with UEFI (firmware='efi')"), setAttribute(text, os.element, "firmware", "efi")),
              offer(l10n.t("Remove <acpi/>"), removeElement(text, acpi)),
            ],
    };
  }
};

/** A fix that adds ACPI to the features of a VM; none where there is no VM. */
export function addAcpi(text: string, { domain }: DomainView): Fix[] {
  return domain === undefined ? [] : [prefer(l10n.t("Add <acpi/>"), addToFeatures(text, domain, ["<acpi/>"]))];
}

/** libvirt: qemuValidateDomainDefBoot (9.0, 11.3). */
const secureBoot: Check = function* ({ view, catalogue }) {
  const { firmware, loader, secure } = readFirmware(view);
  const os = childrenNamed(view.domain, "os").find((each) => attributeNamed(each, "firmware") !== undefined);
  if (os !== undefined && firmware !== undefined && firmware.value !== "") {
    const libvirt = `XML error: unknown firmware value ${firmware.value}`;
    for (const each of wrongAttribute(os, "firmware", { words: ["bios", "efi"] })) yield { ...each, libvirt };
  }
  yield* bootWords(view, catalogue.release);
  if (loader === undefined) return;
  if (secure?.value !== "yes" || !runsOnQemu(view.type?.value)) return;
  const machine = machineType(view);
  const arch = guestArch(view);
  const report = (problem: string, libvirt: string): Report => ({
    rule: "secure-boot",
    range: secure.attribute,
    data: { problem },
    libvirt: `unsupported configuration: ${libvirt}`,
    fixes: ({ text }) => [turnOff(text, secure.attribute, prefer)],
  });
  if (machine !== undefined && !isQ35(machine)) {
    const libvirt = "Secure boot is supported with q35 machine types only";
    yield report(l10n.t("Secure boot works only with the machine type q35."), libvirt);
  } else if (arch !== undefined && arch !== "x86_64") {
    const libvirt = "Secure boot is supported for x86_64 architecture only";
    yield report(l10n.t("Secure boot works only for x86_64 VMs."), libvirt);
  } else if (lacksSmm(view, catalogue.release)) {
    const libvirt = "Secure boot requires SMM feature enabled";
    yield {
      ...report(l10n.t("Secure boot needs the feature smm."), libvirt),
      fixes: ({ text }) => [...turnOnSmm(text, view), turnOff(text, secure.attribute, offer)],
    };
  }
};

function turnOff(text: string, secure: XmlAttribute, make: typeof offer): Fix {
  return make(l10n.t("Turn off secure boot"), removeAttribute(text, secure));
}

function turnOnSmm(text: string, view: DomainView): Fix[] {
  if (view.domain === undefined) return [];
  const { quote } = documentStyle(text);
  const smm = lastFeature(view, "smm");
  const edit =
    smm === undefined
      ? addToFeatures(text, view.domain, [`<smm state=${quote}on${quote}/>`])
      : setAttribute(text, smm, "state", "on");
  return [prefer(l10n.t("Turn on smm"), edit)];
}

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
    message: "UEFI needs ACPI on x86. Add <acpi/> to <features>.",
    check: acpiAndUefi,
  },
  {
    id: "acpi-needs-uefi",
    stage: "define",
    severity: "error",
    message: "ACPI needs UEFI on aarch64. Use <os firmware='efi'>, or remove <acpi/>.",
  },
  {
    id: "secure-boot",
    stage: "define",
    severity: "error",
    message: "{problem}",
    check: secureBoot,
  },
];

const UINT64 = /^\s*\+?(?:0x[0-9a-f]{1,16}|[0-9]{1,19}|1[0-7][0-9]{18}|18[0-3][0-9]{17})$/i;

/** Numbers in launchSecurity, by its type: libvirt lets the text choose the base. */
const NUMBERS: ReadonlyMap<string, readonly (readonly [name: string, required: boolean, libvirt: string])[]> = new Map([
  ["sev", sev(true)],
  ["sev-snp", sev(true)],
  ["tdx", [["policy", false, "failed to get launch security policy for launch security type TDX"]]],
]);

function sev(required: boolean): readonly (readonly [string, boolean, string])[] {
  return [
    ["policy", required, "failed to get launch security policy"],
    ["cbitpos", false, "Invalid format for launch security cbitpos"],
    ["reducedPhysBits", false, "Invalid format for launch security reduced-phys-bits"],
  ];
}

/** libvirt: virDomainSecDefParseXML (12.8), for every driver. It reads the first. */
const launchSecurity: Check = function* ({ view, catalogue }) {
  const [element] = childrenNamed(view.domain, "launchSecurity");
  if (element === undefined) return;
  const words = allowedValues(catalogue, "launchSecurity", "type");
  yield* wrongAttribute(element, "type", { required: true, words });
  const type = element.attributes.find(({ name }) => name === "type")?.value ?? "";
  const numbers = NUMBERS.get(type) ?? [];
  if (numbers.length > 0 && type !== "tdx") yield* wrongAttribute(element, "kernelHashes", { words: ["yes", "no"] });
  if (type === "sev-snp") {
    for (const name of ["authorKey", "vcek"]) yield* wrongAttribute(element, name, { words: ["yes", "no"] });
  }
  for (const [name, required, libvirt] of numbers) {
    const child = childNamed(element, name);
    const value = child?.content ?? "";
    const isRead = type === "sev" || name !== "policy" ? parseInteger(value) !== undefined : UINT64.test(value);
    if (value === "" ? required : !isRead) yield report(element, child, name, libvirt);
  }
};

function report(element: XmlElement, child: XmlElement | undefined, name: string, libvirt: string): Report {
  return {
    rule: "launch-security",
    range: child === undefined ? element.nameRange : textPlace(child),
    data: {
      problem:
        child === undefined || child.content === ""
          ? l10n.t("launchSecurity needs <{0}>: a number, such as 0x0003.", name)
          : l10n.t("'{0}' is not a valid number for <{1}>.", child.content.trim(), name),
    },
    libvirt: `XML error: ${libvirt}`,
    fixes: ({ text }) => otherNumber(text, element, child, name),
  };
}

function otherNumber(text: string, element: XmlElement, child: XmlElement | undefined, name: string): Fix[] {
  if (name !== "policy") return child === undefined ? [] : [removeWhole(text, child)];
  const value = "0x0003";
  const edit =
    child === undefined ? insertChildren(text, element, [`<policy>${value}</policy>`]) : setText(text, child, value);
  return [offer(l10n.t("Use <{0}>{1}</{0}>", name, value), edit), removeWhole(text, element, offer)];
}

/** Encrypted VMs. */
export const launchSecurityRules: readonly Rule[] = [
  {
    id: "launch-security",
    stage: "define",
    severity: "error",
    message: "{problem}",
    check: launchSecurity,
  },
];
