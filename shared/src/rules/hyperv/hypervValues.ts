import * as l10n from "@vscode/l10n";
import { readHyperv } from "../../domain/hypervFeatures.js";
import { parseInteger } from "../../domain/parseInteger.js";
import { setAttribute } from "../../edits/attributeEdits.js";
import { removeElement } from "../../edits/elementEdits.js";
import { utf8Length } from "../../engine/utf8Length.js";
import { attributeNamed, type XmlElement } from "../../xml/index.js";
import { valueRange, wrongAttribute } from "../attributeReports.js";
import { elementOf, offer, prefer } from "../fix.js";
import { isOlder } from "../isOlder.js";
import type { Check, FixMaker, Report, Rule } from "../rule.js";

const MIN_RETRIES = 4095;
const MAX_VENDOR_LENGTH = 12;

/** libvirt: virDomainFeaturesHyperVDefParse (9.0, 11.3); an enlightenment that is off is not looked into. */
const hypervValues: Check = function* ({ view, catalogue }) {
  for (const { features } of readHyperv(view)) {
    for (const { element, name, isOn } of features) {
      if (!isOn) continue;
      if (name === "spinlocks") yield* spinlocks(element, catalogue.release);
      if (name === "vendor_id") yield* vendorId(element);
    }
  }
};

function* spinlocks(element: XmlElement, release: string): Iterable<Report> {
  const attribute = attributeNamed(element, "retries");
  const number = attribute && parseInteger(attribute.value);
  if (attribute === undefined || number === undefined) {
    const required = isOlder(release, "11.9.0");
    yield* wrongAttribute(element, "retries", { required, suggested: String(MIN_RETRIES) });
  } else if (number < MIN_RETRIES) {
    const libvirt = `XML error: HyperV spinlock retry count must be at least ${MIN_RETRIES}`;
    yield { rule: "hyperv-spinlocks", range: valueRange(attribute), data: { value: attribute.value }, libvirt };
  }
}

function* vendorId(element: XmlElement): Iterable<Report> {
  const attribute = attributeNamed(element, "value");
  const report = (problem: string, libvirt: string): Report => ({
    rule: "hyperv-vendor-id",
    range: attribute === undefined ? element.nameRange : valueRange(attribute),
    data: { problem },
    libvirt: `XML error: ${libvirt}`,
  });
  if (attribute === undefined) {
    yield report(
      l10n.t("vendor_id needs the attribute value."),
      "missing 'value' attribute for HyperV feature 'vendor_id'",
    );
    return;
  }
  const length = utf8Length(attribute.value);
  if (length > MAX_VENDOR_LENGTH) {
    const libvirt = `HyperV vendor_id value must not be more than ${MAX_VENDOR_LENGTH} characters.`;
    yield report(
      l10n.t("This vendor id has {0} characters; at most {1} are allowed.", length, MAX_VENDOR_LENGTH),
      libvirt,
    );
  } else if (attribute.value.includes(",")) {
    yield report(l10n.t("A vendor id must not have a comma."), "HyperV vendor_id value is invalid");
  }
}

const fixVendorId: FixMaker = (finding, context) => {
  const element = elementOf(finding, context);
  if (element === undefined) return [];
  const { text } = context.document;
  const typed = attributeNamed(element, "value")?.value ?? "";
  const short = [...typed.replaceAll(",", "")].filter((c) => c >= " " && c < "\u007f").slice(0, MAX_VENDOR_LENGTH);
  const id = short.join("").trim() || "randomid";
  return [
    prefer(l10n.t("Write value='{0}'", id), setAttribute(text, element, "value", id)),
    offer(l10n.t("Remove <vendor_id>"), removeElement(text, element)),
  ];
};

/** Numbers and texts of Hyper-V enlightenments. */
export const hypervValueRules: readonly Rule[] = [
  {
    id: "hyperv-spinlocks",
    stage: "define",
    severity: "error",
    message: "{value} spinlock retries are too few: the least is 4095.",
    check: hypervValues,
    fix: (finding, context) => {
      const element = elementOf(finding, context);
      if (element === undefined) return [];
      const { text } = context.document;
      return ["4095", "8191"].map((retries, index) =>
        (index === 0 ? prefer : offer)(
          l10n.t("Change to {0}", retries),
          setAttribute(text, element, "retries", retries),
        ),
      );
    },
  },
  {
    id: "hyperv-vendor-id",
    stage: "define",
    severity: "error",
    message: "{problem}",
    fix: fixVendorId,
  },
];
