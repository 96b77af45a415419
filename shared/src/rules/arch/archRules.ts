import type { Rule } from "../rule.js";
import { armRules } from "./arm.js";
import { compatModeRules } from "./compatMode.js";
import { deprecatedFeatureRules } from "./deprecatedFeatures.js";
import { otherDriverRules } from "./otherDrivers.js";
import { s390xRules } from "./s390x.js";

/** What only one architecture or one hypervisor knows. */
export const archRules: readonly Rule[] = [
  ...s390xRules,
  ...compatModeRules,
  ...armRules,
  ...deprecatedFeatureRules,
  ...otherDriverRules,
];
