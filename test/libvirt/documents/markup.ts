import { escapeAttribute } from "../../../shared/src/edits/elementEdits.js";

/** An attribute's value; one that is undefined is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Writes an element; children are markup. */
export function element(name: string, attributes: Attributes = {}, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}='${escapeAttribute(String(value), "'")}'`)
    .join("");
  const inside = children.filter((child) => child !== "").join("");
  return inside === "" ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}
