export { checkDocument } from "./checkDocument.js";
export { fixAll } from "./fixAll.js";
export { fixesFor, safeFixFor } from "./fixesFor.js";
export type { Finding, FindingData, Fix, Rule, RuleContext, Severity, Stage, Tag } from "./rule.js";
export { rulePage } from "./rulePage.js";
export { silence } from "./silence.js";
export { DROPPED_AT_START } from "./silent/featureDropped.js";
export { RULES } from "./table.js";
export { viewAt } from "./viewAt.js";
