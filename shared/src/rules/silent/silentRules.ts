import type { Rule } from "../rule.js";
import { comparisonRules } from "./comparison.js";
import { cpuMissingRules } from "./cpuMissing.js";
import { cpuOverriddenRules } from "./cpuOverridden.js";
import { featureDroppedRules } from "./featureDropped.js";
import { hostCpuPastedRules } from "./hostCpuPasted.js";
import { hostModelEmulatedRules } from "./hostModelEmulated.js";
import { policyRules } from "./policies.js";

/** What libvirt or QEMU does otherwise than the definition says, without a word. */
export const silentRules: readonly Rule[] = [
  ...cpuMissingRules,
  ...hostCpuPastedRules,
  ...cpuOverriddenRules,
  ...comparisonRules,
  ...policyRules,
  ...featureDroppedRules,
  ...hostModelEmulatedRules,
];
