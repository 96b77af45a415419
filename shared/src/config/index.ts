export { type Config, type HostConfig, NO_CONFIG, type RuleSetting, SEVERITIES } from "./config.js";
export { mergeConfigs, type ParsedConfig, parseConfig, readConfig } from "./parseConfig.js";
