import * as l10n from "@vscode/l10n";
import { isOlder } from "../../common/releases.js";
import { parseCount, parseInteger } from "../../domain/index.js";
import { removeElement, setAttribute, setValue } from "../../edits/index.js";
import { utf8Length } from "../../engine/parseParts.js";
import { attributeNamed, type XmlElement } from "../../xml/index.js";
import { type Check, type Fix, offer, prefer, type Report, type Rule, valueRange, wrongAttribute } from "../kit.js";
import { hypervsRead } from "./hypervRequires.js";

const MIN_RETRIES = 4095;
const MAX_VENDOR_LENGTH = 12;

/** libvirt: virDomainFeaturesHyperVDefParse (9.0, 11.3); an enlightenment that is off is not looked into. */
const hypervValues: Check = function* ({ view, catalogue }) {
  for (const { features } of hypervsRead(view, catalogue.release)) {
    for (const { element, name, isOn } of features) {
      if (!isOn) continue;
      if (name === "spinlocks") yield* spinlocks(element, catalogue.release);
      if (name === "vendor_id") yield* vendorId(element);
    }
  }
};

/** 7.0 reads decimal digits, 9.0 any base; which of them those between do is not known. */
function readerOf(release: string): (value: string) => number | undefined {
  if (isOlder(release, "7.1.0")) return parseCount;
  return isOlder(release, "9.0.0") ? (value) => parseCount(value) ?? parseInteger(value) : parseInteger;
}

function* spinlocks(element: XmlElement, release: string): Iterable<Report> {
  const attribute = attributeNamed(element, "retries");
  const read = readerOf(release);
  const number = attribute && read(attribute.value);
  if (attribute === undefined || number === undefined) {
    const required = isOlder(release, "11.9.0");
    yield* wrongAttribute(element, "retries", { required, suggested: String(MIN_RETRIES), read });
  } else if (number < MIN_RETRIES) {
    yield {
      rule: "hyperv-spinlocks",
      range: valueRange(attribute),
      data: { value: attribute.value },
      libvirt: `XML error: HyperV spinlock retry count must be at least ${MIN_RETRIES}`,
      fixes: ({ text }) => [
        prefer(l10n.t("Change to {0}", "4095"), setValue(text, attribute, "4095")),
        offer(l10n.t("Change to {0}", "8191"), setValue(text, attribute, "8191")),
      ],
    };
  }
}

function* vendorId(element: XmlElement): Iterable<Report> {
  const attribute = attributeNamed(element, "value");
  const report = (problem: string, libvirt: string): Report => ({
    rule: "hyperv-vendor-id",
    range: attribute === undefined ? element.nameRange : valueRange(attribute),
    data: { problem },
    libvirt: `XML error: ${libvirt}`,
    fixes: ({ text }) => otherVendorId(text, element, attribute?.value ?? ""),
  });
  if (attribute === undefined) {
    yield report(
      l10n.t("vendor_id must have the attribute value."),
      "missing 'value' attribute for HyperV feature 'vendor_id'",
    );
    return;
  }
  const length = utf8Length(attribute.value);
  if (length > MAX_VENDOR_LENGTH) {
    const libvirt = `HyperV vendor_id value must not be more than ${MAX_VENDOR_LENGTH} characters.`;
    yield report(l10n.t("The vendor ID has {0} characters; the maximum is {1}.", length, MAX_VENDOR_LENGTH), libvirt);
  } else if (attribute.value.includes(",")) {
    yield report(l10n.t("The vendor ID must not contain a comma."), "HyperV vendor_id value is invalid");
  }
}

function otherVendorId(text: string, element: XmlElement, typed: string): Fix[] {
  const short = [...typed.replaceAll(",", "")].filter((c) => c >= " " && c < "\u007f").slice(0, MAX_VENDOR_LENGTH);
  const id = short.join("").trim() || "randomid";
  return [
    prefer(l10n.t("Set value to '{0}'", id), setAttribute(text, element, "value", id)),
    offer(l10n.t("Remove <{0}>", "vendor_id"), removeElement(text, element)),
  ];
}

/** Numbers and texts of Hyper-V enlightenments. */
export const hypervValueRules: readonly Rule[] = [
  {
    id: "hyperv-spinlocks",
    stage: "define",
    severity: "error",
    message: "spinlocks retries must be at least 4095; it is {value}.",
    check: hypervValues,
  },
  {
    id: "hyperv-vendor-id",
    stage: "define",
    severity: "error",
    message: "{problem}",
  },
];
