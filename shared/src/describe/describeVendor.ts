import type { DescribeContext } from "./context.js";
import { describeElement } from "./describeGrammar.js";
import { code, paragraphs } from "./markdown.js";

/** Explains a CPU vendor by libvirt's name. */
export function describeVendor(name: string, context: DescribeContext): string | undefined {
  const vendors = context.catalogue.map?.vendors;
  const vendor = vendors?.get(name.trim());
  const known =
    vendor?.string === undefined ? undefined : `${code(vendor.name)}: its CPUs call themselves ${code(vendor.string)}.`;
  const names = [...(vendors?.keys() ?? [])];
  const unknown =
    vendor === undefined && names.length > 0 && name.trim() !== ""
      ? `libvirt knows no vendor ${code(name)}, only ${names.map(code).join(", ")}.`
      : undefined;
  return paragraphs(known ?? unknown, describeElement("cpu/vendor", context));
}
