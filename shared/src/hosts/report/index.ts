/** Reports about hosts: a structure first, then Markdown. */
export { compareDocument } from "./compare/compareDocument.js";
export { type CompareClass, type CompareReport, compareSteps } from "./compare/compareReport.js";
export { definitionRelation, type Relation } from "./compare/definitionRelation.js";
export type { CompareSubject } from "./compare/subject.js";
export type { Span, Text } from "./document.js";
export { explainDocument } from "./explain/explainDocument.js";
export { type ExplainReport, explainSteps, type Mends } from "./explain/explainReport.js";
export { levelDocument } from "./levels/levelDocument.js";
export { levelSteps } from "./levels/levelReport.js";
export type { Ladder } from "./levels/levelsJson.js";
export { loadLadders } from "./levels/loadLadders.js";
export { featureSpans, hostNames } from "./lists.js";
export { reportMarkdown } from "./markdown.js";
