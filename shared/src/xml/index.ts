export { type DocumentStyle, documentStyle, lineIndentAt } from "./documentStyle.js";
export { maxErrors } from "./errors.js";
export { locate } from "./locate.js";
export type { Location, LocationKind } from "./location.js";
export { attributeNamed, childNamed, childrenNamed, elementAt, grandchildrenNamed, pathOf } from "./navigate.js";
export { parseXml } from "./parseXml.js";
export type {
  Range,
  XmlAttribute,
  XmlDocument,
  XmlElement,
  XmlError,
  XmlErrorCode,
  XmlNode,
  XmlText,
  XmlTextKind,
} from "./tree.js";
