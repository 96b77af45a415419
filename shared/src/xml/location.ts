import type { Range, XmlAttribute, XmlElement } from "./tree.js";

/**
 * What the cursor is in.
 * - `tagName`, `endTagName`: the name of a tag, also the place right after `<` or `</` where one is about to be typed
 * - `attributeName`: an attribute's name; at its first character too, then with an empty prefix
 * - `attributeValue`: inside the quotes, or right after a `=`
 * - `tagSpace`: white space in a start tag, where an attribute can be typed
 * - `text`: inside an element, outside all tags
 * - `outside`: outside the root, or where nothing can be typed (between a value and the next part, in a document type, …)
 */
export type LocationKind =
  | "tagName"
  | "endTagName"
  | "attributeName"
  | "attributeValue"
  | "tagSpace"
  | "text"
  | "comment"
  | "cdata"
  | "outside";

export interface Location {
  readonly kind: LocationKind;
  /** The element that the tag, attribute or value belongs to; for text, comment and CDATA the one they stand in. Undefined for a `<` without a name. */
  readonly element: XmlElement | undefined;
  /** The element in which the tag stands, or the text: the one whose children can be typed here. */
  readonly parent: XmlElement | undefined;
  readonly attribute: XmlAttribute | undefined;
  /** What a completion replaces: the whole name, value or word; empty at the cursor where there is none. */
  readonly range: Range;
  /** What of it stands before the cursor. */
  readonly prefix: string;
}
