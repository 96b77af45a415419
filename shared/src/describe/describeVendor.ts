import * as l10n from "@vscode/l10n";
import type { DescribeContext } from "./context.js";
import { describeElement } from "./describeGrammar.js";
import { code, paragraphs } from "./markdown.js";

/** Explains a CPU vendor by libvirt's name. */
export function describeVendor(name: string, context: DescribeContext): string | undefined {
  const vendors = context.catalogue.map?.vendors;
  const vendor = vendors?.get(name.trim());
  const known =
    vendor?.string === undefined
      ? undefined
      : l10n.t("{0}: its CPUs call themselves {1}.", code(vendor.name), code(vendor.string));
  const names = [...(vendors?.keys() ?? [])];
  const unknown =
    vendor === undefined && names.length > 0 && name.trim() !== ""
      ? l10n.t("libvirt knows no vendor {0}, only {1}.", code(name), names.map(code).join(", "))
      : undefined;
  return paragraphs(known ?? unknown, describeElement("cpu/vendor", context));
}
