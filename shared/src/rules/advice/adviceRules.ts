import type { Rule } from "../rule.js";
import { abiLevelRules } from "./abiLevel.js";
import { addressBitsRules } from "./addressBits.js";
import { immunityRules } from "./immunity.js";
import { mitigationRules } from "./mitigations.js";
import { outdatedModelRules } from "./outdatedModel.js";
import { topoextRules } from "./topoext.js";
import { volatileRules } from "./volatile.js";
import { windowsSocketRules } from "./windowsSockets.js";

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
