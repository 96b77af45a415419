export { type Config, configFile, type HostConfig, NO_CONFIG, type RuleSetting, SEVERITIES } from "./config.js";
export { holdsPassword, runsProgram } from "./connectionUri.js";
export { MAX_CONFIG, readJson } from "./jsonTree.js";
export { mergeConfigs, type ParsedConfig, parseConfig, readConfig } from "./parseConfig.js";
export type { ConfigProblem } from "./problem.js";
export { VIRT_TYPES } from "./textChecks.js";
export { type Token, TokenKind, tokensFrom } from "./tokens.js";
