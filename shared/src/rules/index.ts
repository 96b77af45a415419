export { checkDocument, viewAt } from "./checkDocument.js";
export { fixesFor } from "./fixes/index.js";
export type { Finding, FindingData, Fix, Rule, RuleContext, Severity, Stage, Tag } from "./rule.js";
export { RULES } from "./table.js";
