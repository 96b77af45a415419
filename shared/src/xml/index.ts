export { type DocumentStyle, documentStyle, lineIndentAt } from "./documentStyle.js";
export { maxErrors, XML_ERRORS } from "./errors.js";
export { locate } from "./locate.js";
export type { Location, LocationKind } from "./navigate.js";
export {
  attributeNamed,
  childNamed,
  childrenNamed,
  elementAt,
  grandchildrenNamed,
  lastStartingBefore,
  localName,
  namespaceOf,
  pathOf,
} from "./navigate.js";
export { parseStrict, parseXml, templateOf, variantsOf } from "./parseXml.js";
export { isAlwaysWith, isTag, sparesMarks, type Template, touchesMark } from "./template/index.js";
export { applyEdits, type TextEdit } from "./textEdit.js";
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
