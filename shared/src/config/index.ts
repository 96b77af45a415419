export { type Address, type AddressFault, formatAddress, isOverSsh, readAddress } from "./address/address.js";
export { faultText, type Translate } from "./address/faultText.js";
export type { ConfigProblem } from "./config.js";
export { type Config, configFile, type HostConfig, NO_CONFIG, type RuleSetting, SEVERITIES } from "./config.js";
export { type ConfiguredFile, commentProblem, type FileRules, makeFileRules, type TargetChoice } from "./fileRules.js";
export { configRefusal, MAX_CONFIG, readJson, type Token, TokenKind, tokensFrom } from "./jsonTree.js";
export { mergeConfigs, type ParsedConfig, parseConfig, readConfig } from "./parseConfig.js";
export { matcherOf } from "./pathPattern.js";
export { VIRT_TYPES } from "./textChecks.js";
