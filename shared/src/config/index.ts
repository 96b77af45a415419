export { type Config, configFile, type HostConfig, NO_CONFIG, type RuleSetting, SEVERITIES } from "./config.js";
export { holdsPassword, runsProgram } from "./connectionUri.js";
export { type ConfigChange, type EditedConfig, editConfig } from "./editConfig.js";
export { MAX_CONFIG, readJson } from "./jsonTree.js";
export { mergeConfigs, type ParsedConfig, parseConfig, readConfig } from "./parseConfig.js";
export type { ConfigProblem } from "./problem.js";
export { removeChild } from "./removeChild.js";
export { VIRT_TYPES } from "./textChecks.js";
export { type Token, TokenKind, tokensFrom } from "./tokens.js";
