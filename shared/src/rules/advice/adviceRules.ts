import type { Rule } from "../rule.js";
import { addressBitsRules } from "./addressBits.js";
import { abiLevelRules, outdatedModelRules } from "./betterModel.js";
import { topoextRules, windowsSocketRules } from "./guestSees.js";
import { immunityRules, mitigationRules } from "./mitigations.js";
import { volatileRules } from "./volatile.js";
/** What libvirt never says, and users learn the hard way. Hints, so that they do not drown what is wrong. */
export const adviceRules: readonly Rule[] = [
  ...topoextRules,
  ...abiLevelRules,
  ...outdatedModelRules,
  ...mitigationRules,
  ...immunityRules,
  ...volatileRules,
  ...addressBitsRules,
  ...windowsSocketRules,
];
