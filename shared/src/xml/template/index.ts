export { hiddenInVariants, isAlwaysWith } from "./branches.js";
export { findMarks } from "./marks.js";
export { recognise } from "./recognise.js";
export { isTag, sparesMarks, type Template, touchesMark } from "./template.js";
