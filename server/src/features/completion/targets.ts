import type { Location, Range, XmlAttribute } from "../../../../shared/src/xml/index.js";
import type { FeatureContext } from "../../context.js";
import type { Target } from "./offer.js";

/** Where an attribute goes: over the name being typed, or new at the cursor. */
export function attributeTarget(
  { document }: FeatureContext,
  { attribute, range, prefix }: Location,
  offset: number,
): { target: Target; nameOnly: boolean } {
  // Right before another attribute: that one stays, and needs a space before it.
  if (attribute === undefined || (prefix === "" && attribute.name !== "")) {
    const next = document.text[offset] ?? "";
    const after = /[\s/>?]|^$/.test(next) ? "" : " ";
    return { target: { range: { start: offset, end: offset }, offset, after }, nameOnly: false };
  }
  const hasValue = attribute.valueRange !== undefined || document.text[attribute.nameRange.end] === "=";
  return { target: { range, offset }, nameOnly: hasValue };
}

/** Where a value goes, with the quotes that are missing. */
export function valueTarget(
  { document, style }: FeatureContext,
  { quote, closed, valueRange }: XmlAttribute,
  { range, offset }: { readonly range: Range; readonly offset: number },
): Target {
  if (valueRange === undefined || quote === undefined) {
    return {
      range: closed ? range : wordFrom(document.text, range.start, offset),
      offset,
      before: style.quote,
      after: style.quote,
    };
  }
  if (closed) return { range, offset };
  // An open quote takes all up to the line's end for its value; only the word at the cursor is meant.
  return { range: wordFrom(document.text, range.start, offset), offset, after: quote };
}

function wordFrom(text: string, start: number, offset: number): Range {
  let end = offset;
  while (/[\w.+-]/.test(text[end] ?? "")) end++;
  return { start, end };
}
