import * as l10n from "@vscode/l10n";
import type { CpuView } from "../../../../shared/src/domain/index.js";
import type { FeatureContext } from "../../context.js";
import { modelOffers } from "./modelOffers.js";
import { CompletionItemKind, type Offer } from "./offer.js";

/** What an element's text may be; undefined for elements that hold elements. */
export function textOffers(
  context: FeatureContext,
  path: string | undefined,
  cpu: CpuView | undefined,
): Offer[] | undefined {
  if (path === "cpu/model") return modelOffers(context, cpu);
  if (path === "cpu/vendor") return vendorOffers(context, cpu);
  if (path === "vcpu") return vcpuOffers(context);
  return path !== undefined && context.catalogue.grammar.elements[path]?.children === undefined ? [] : undefined;
}

/** libvirt's names of vendors, the model's own first. */
function vendorOffers({ catalogue }: FeatureContext, cpu: CpuView | undefined): Offer[] {
  const own = catalogue.models.get(cpu?.model?.value.trim() ?? "")?.vendor;
  return [...(catalogue.map?.vendors.values() ?? [])].map(({ name, string }) => ({
    label: name,
    kind: CompletionItemKind.EnumMember,
    ...(string === undefined ? {} : { detail: string }),
    sortText: `${name === own ? 0 : 1}${name}`,
    subject: { kind: "vendor", name },
  }));
}

/** The number that the topology makes. */
function vcpuOffers({ view }: FeatureContext): Offer[] {
  const product = view.cpu?.topology?.product;
  if (product === undefined) return [];
  return [
    {
      label: String(product),
      kind: CompletionItemKind.Value,
      description: l10n.t("as the topology makes"),
      subject: { kind: "element", path: "vcpu" },
    },
  ];
}
