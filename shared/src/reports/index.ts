/** Reports about hosts: a structure first, then Markdown. */
export { compareDocument } from "./compare/compareDocument.js";
export type { CompareSubject } from "./compare/compareReport.js";
export {
  type CompareClass,
  type CompareReport,
  compareSteps,
  definitionRelation,
  type Relation,
} from "./compare/compareReport.js";
export type { Span, Text } from "./document.js";
export { featureSpans, hostNames, reportMarkdown } from "./document.js";
export { driftDocument } from "./drift/driftDocument.js";
export { driftReport } from "./drift/driftReport.js";
export { explainDocument } from "./explain/explainDocument.js";
export { type ExplainReport, explainSteps, type HostFixes } from "./explain/explainReport.js";
export { levelDocument } from "./levels/levelDocument.js";
export { levelSteps } from "./levels/levelReport.js";
export type { Ladder } from "./levels/levelsJson.js";
export { loadLadders } from "./levels/loadLadders.js";
