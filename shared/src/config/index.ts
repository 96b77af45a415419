export {
  type Config,
  mergeConfigs,
  type ParsedConfig,
  parseConfig,
  type RuleSetting,
  readConfig,
  SEVERITIES,
} from "./parseConfig.js";
