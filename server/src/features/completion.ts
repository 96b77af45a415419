import type { CompletionList } from "vscode-languageserver";
import { grammarPath } from "../../../shared/src/catalogue/index.js";
import { childNamed, type Location, locate, type XmlElement } from "../../../shared/src/xml/index.js";
import type { FeatureContext } from "../context.js";
import { attributeOffers } from "./completion/attributeOffers.js";
import { cpuBlocks } from "./completion/cpuBlocks.js";
import { elementOffers } from "./completion/elementOffers.js";
import { type Offer, type Target, toList } from "./completion/offer.js";
import { profileBlocks } from "./completion/profileBlocks.js";
import { attributeTarget, valueTarget } from "./completion/targets.js";
import { textOffers } from "./completion/textOffers.js";
import { valueOffers } from "./completion/valueOffers.js";
import { cpuOf } from "./subjectAt.js";

/**
 * What can be typed at the cursor.
 *
 * @param trigger the character that made the editor ask by itself, if one did
 */
export function completion(context: FeatureContext, offset: number, trigger?: string): CompletionList | null {
  const location = locate(context.document, offset);
  if (trigger !== undefined && isUnasked(location, trigger)) return null;
  const found = offersAt(context, location, offset);
  return found === undefined ? null : toList(found.offers, found.target, context);
}

/** Between tags a space only indents, and a `>` mostly ends a line; behind that of `<model>` a name is to come. */
function isUnasked({ kind, element }: Location, trigger: string): boolean {
  if (kind !== "text" || trigger === "<") return false;
  return (
    trigger !== ">" || element?.name === "cpu" || element?.children.some((child) => child.kind === "element") === true
  );
}

interface Found {
  readonly offers: readonly Offer[];
  readonly target: Target;
}

function offersAt(context: FeatureContext, location: Location, offset: number): Found | undefined {
  switch (location.kind) {
    case "text":
      return inText(context, location, offset);
    case "tagName":
      return inTagName(context, location, offset);
    case "tagSpace":
    case "attributeName":
      return inTag(context, location, offset);
    case "attributeValue":
      return inValue(context, location, offset);
    default:
      return undefined;
  }
}

function inText(context: FeatureContext, { element, range }: Location, offset: number): Found | undefined {
  if (element === undefined) return undefined;
  const path = grammarPath(element);
  const offers = textOffers(context, path, cpuOf(element, context));
  if (offers !== undefined) return { offers, target: { range, offset } };
  const children = childOffers(context, { parent: element, element: undefined, nameOnly: false });
  return { offers: children, target: { range, offset, before: "<" } };
}

function inTagName(context: FeatureContext, { element, parent, range }: Location, offset: number): Found | undefined {
  if (parent === undefined) return undefined;
  const nameOnly = element !== undefined && (element.startTagClosed || element.attributes.length > 0);
  return { offers: childOffers(context, { parent, element, nameOnly }), target: { range, offset } };
}

interface ChildPlace {
  readonly parent: XmlElement;
  readonly element: XmlElement | undefined;
  readonly nameOnly: boolean;
}

/** Children of a CPU definition's elements, and whole definitions in a domain that has none. */
function childOffers(context: FeatureContext, place: ChildPlace): Offer[] {
  const { parent, element, nameOnly } = place;
  const path = grammarPath(parent);
  if (path !== undefined) return elementOffers(context, path, { ...place, cpu: cpuOf(parent, context) });
  if (parent !== context.view.domain || nameOnly) return [];
  const cpu = childNamed(parent, "cpu");
  return cpu === undefined || cpu === element ? [...cpuBlocks(context), ...profileBlocks(context)] : [];
}

function inTag(context: FeatureContext, location: Location, offset: number): Found | undefined {
  const { element } = location;
  const path = element && grammarPath(element);
  if (element === undefined || path === undefined) return undefined;
  const { target, nameOnly } = attributeTarget(context, location, offset);
  return { offers: attributeOffers(context, path, { element, cpu: cpuOf(element, context), nameOnly }), target };
}

function inValue(context: FeatureContext, location: Location, offset: number): Found | undefined {
  const { element, attribute } = location;
  const path = element && grammarPath(element);
  if (element === undefined || path === undefined || attribute === undefined) return undefined;
  const offers = valueOffers(context, { path, element, attribute, cpu: cpuOf(element, context) });
  return { offers, target: valueTarget(context, attribute, { range: location.range, offset }) };
}
