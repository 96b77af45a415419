import * as l10n from "@vscode/l10n";
import type { CpuView } from "../../../../shared/src/domain/index.js";
import type { XmlAttribute, XmlElement } from "../../../../shared/src/xml/index.js";
import type { FeatureContext } from "../../context.js";
import { featureOffers } from "./featureOffers.js";
import { numaOffers } from "./numaOffers.js";
import { CompletionItemKind, type Offer, rank } from "./offer.js";
import { topologyOffers } from "./topologyOffers.js";

/** Widths of physical addresses that real CPUs have. */
const ADDRESS_BITS = ["52", "48", "46", "45", "43", "42", "40", "39", "36"];

export interface ValuePlace {
  readonly path: string;
  readonly element: XmlElement;
  readonly attribute: XmlAttribute;
  readonly cpu: CpuView | undefined;
}

/** What an attribute may be. */
export function valueOffers(context: FeatureContext, place: ValuePlace): Offer[] {
  const { path, element, attribute, cpu } = place;
  const doc = context.catalogue.grammar.elements[path]?.attributes?.[attribute.name];
  if (doc === undefined) return [];
  if (doc.values !== undefined) return wordOffers(path, attribute.name, doc, context);
  if (doc.text === "feature") return featureOffers(context, cpu, element);
  if (path === "cpu/topology") return topologyOffers(context, cpu, attribute.name);
  if (attribute.name === "vendor_id") return vendorStringOffers(context);
  if (doc.text === "bits") return ADDRESS_BITS.map((bits, index) => number(bits, index, place));
  return numaOffers(context, place);
}

type Doc = NonNullable<NonNullable<FeatureContext["catalogue"]["grammar"]["elements"][string]["attributes"]>[string]>;

/** The grammar's words, in its order, what libvirt takes by itself first. */
function wordOffers(path: string, attribute: string, doc: Doc, context: FeatureContext): Offer[] {
  return Object.keys(doc.values ?? {})
    .filter((value) => isPossible(path, attribute, value, context))
    .sort((a, b) => Number(b === doc.default) - Number(a === doc.default))
    .map((value, index) => ({
      label: value,
      kind: CompletionItemKind.EnumMember,
      ...(value === doc.default ? { description: l10n.t("default") } : {}),
      sortText: rank(index),
      subject: { kind: "value", path, attribute, value },
    }));
}

/** An emulated guest has no host CPU to pass through; libvirt refuses to start it. */
function isPossible(path: string, attribute: string, value: string, { situation }: FeatureContext): boolean {
  return !(path === "cpu" && attribute === "mode" && value === "host-passthrough" && situation.type === "qemu");
}

function number(value: string, index: number, { path, attribute }: ValuePlace): Offer {
  const subject = { kind: "attribute", path, attribute: attribute.name } as const;
  return { label: value, kind: CompletionItemKind.Value, sortText: rank(index), subject };
}

function vendorStringOffers({ catalogue }: FeatureContext): Offer[] {
  const subject = { kind: "attribute", path: "cpu/model", attribute: "vendor_id" } as const;
  return [...(catalogue.map?.vendors.values() ?? [])].flatMap(({ name, string }) =>
    string === undefined ? [] : [{ label: string, kind: CompletionItemKind.Value, detail: name, subject }],
  );
}
