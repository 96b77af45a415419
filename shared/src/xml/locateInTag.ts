import { isSpace } from "./characters.js";
import type { Location, LocationKind } from "./location.js";
import { lastStartingBefore } from "./navigate.js";
import type { Range, XmlAttribute, XmlElement } from "./tree.js";

/** Says what the cursor is in, which stands after the `<` of an element's start tag. */
export function locateInStartTag(text: string, element: XmlElement, at: number): Location {
  const found = (kind: LocationKind, range: Range, attribute?: XmlAttribute): Location => ({
    kind,
    element,
    parent: element.parent,
    attribute,
    range,
    prefix: text.slice(range.start, at),
  });
  if (at <= element.nameRange.end) return found("tagName", element.nameRange);
  const here = { start: at, end: at };
  const attribute = element.attributes[lastStartingBefore(element.attributes, at + 1)];
  if (attribute && at <= attribute.end) {
    if (attribute.name !== "" && at <= attribute.nameRange.end)
      return found("attributeName", attribute.nameRange, attribute);
    const { valueRange } = attribute;
    if (valueRange === undefined) {
      return found(text[at - 1] === "=" ? "attributeValue" : "outside", here, attribute);
    }
    if (at >= valueRange.start && at <= valueRange.end) return found("attributeValue", valueRange, attribute);
    return found("outside", here, attribute);
  }
  return found(isSpace(text.charCodeAt(at - 1)) ? "tagSpace" : "outside", here);
}
