import type { Rule } from "../rule.js";
import { hypervFeatureRules } from "./hypervFeatures.js";
import { hypervRequiresRules } from "./hypervRequires.js";
import { hypervUseRules } from "./hypervUse.js";
import { hypervValueRules } from "./hypervValues.js";

/** Hyper-V enlightenments (rules.md section 2.F). */
export const hypervRules: readonly Rule[] = [
  ...hypervFeatureRules,
  ...hypervValueRules,
  ...hypervRequiresRules,
  ...hypervUseRules,
];
