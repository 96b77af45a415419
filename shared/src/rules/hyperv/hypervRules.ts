import type { Rule } from "../rule.js";
import { hypervFeatureRules } from "./hypervFeatures.js";
import { hypervRequiresRules } from "./hypervRequires.js";
import { hypervUseRules } from "./hypervUse.js";
import { hypervValueRules } from "./hypervValues.js";

/** Hyper-V enlightenments. */
export const hypervRules: readonly Rule[] = [
  ...hypervFeatureRules,
  ...hypervValueRules,
  ...hypervRequiresRules,
  ...hypervUseRules,
];
