import { attributeNamed, documentStyle, type XmlAttribute, type XmlElement } from "../xml/index.js";
import type { TextEdit } from "../xml/textEdit.js";
import { escapeAttribute } from "./escapeXml.js";

/** Gives an attribute this value: replaces the value that stands there, or adds the attribute. */
export function setAttribute(text: string, element: XmlElement, name: string, value: string): TextEdit {
  const attribute = attributeNamed(element, name);
  return attribute === undefined ? addAttribute(text, element, name, value) : setValue(text, attribute, value);
}

/** The same for several attributes: those that are not there are added in their order, as one edit. */
export function setAttributes(
  text: string,
  element: XmlElement,
  values: readonly (readonly [name: string, value: string])[],
): TextEdit[] {
  const present = values.flatMap(([name, value]) => {
    const attribute = attributeNamed(element, name);
    return attribute === undefined ? [] : [setValue(text, attribute, value)];
  });
  const absent = values.filter(([name]) => attributeNamed(element, name) === undefined);
  const added = absent.map(([name, value]) => addAttribute(text, element, name, value));
  const [first] = added;
  return first === undefined
    ? present
    : [...present, { ...first, newText: added.map(({ newText }) => newText).join("") }];
}

/** Replaces an attribute's value; what was left open or unquoted is written out properly. */
export function setValue(text: string, attribute: XmlAttribute, value: string): TextEdit {
  const { valueRange, quote, closed, name } = attribute;
  if (valueRange !== undefined && quote !== undefined && closed) {
    return { ...valueRange, newText: escapeAttribute(value, quote) };
  }
  const kind = quote ?? documentStyle(text).quote;
  return {
    start: attribute.start,
    end: attribute.end,
    newText: `${name}=${kind}${escapeAttribute(value, kind)}${kind}`,
  };
}

/** Adds an attribute before the element's first one (where libvirt puts policy and mode), or after its last. */
export function addAttribute(
  text: string,
  element: XmlElement,
  name: string,
  value: string,
  where: "first" | "last" = "last",
): TextEdit {
  const { quote } = documentStyle(text);
  const last = element.attributes.at(-1);
  const at = where === "first" || last === undefined ? element.nameRange.end : last.end;
  return { start: at, end: at, newText: ` ${name}=${quote}${escapeAttribute(value, quote)}${quote}` };
}

/** Takes an attribute away, with the white space before it. */
export function removeAttribute(text: string, attribute: XmlAttribute): TextEdit {
  let start = attribute.start;
  while (start > 0 && /\s/.test(text[start - 1] ?? "")) start--;
  return { start, end: attribute.end, newText: "" };
}

/** Renames an attribute and keeps its value. */
export function renameAttribute(attribute: XmlAttribute, name: string): TextEdit {
  return { ...attribute.nameRange, newText: name };
}
