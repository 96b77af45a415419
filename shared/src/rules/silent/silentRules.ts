import type { Rule } from "../rule.js";
import { clockChangedRules } from "./clockChanged.js";
import { hostCpuPastedRules } from "./hostCpuPasted.js";
import { misplacedRules, qemuNamespaceRules } from "./misplaced.js";
import { notReadRules } from "./notRead.js";
import { cpuMissingRules, cpuOverriddenRules, hostModelEmulatedRules } from "./otherCpu.js";
import { comparisonRules, featureDroppedRules, policyRules } from "./policies.js";
/** What libvirt or QEMU does otherwise than the definition says, without a word. */
export const silentRules: readonly Rule[] = [
  ...cpuMissingRules,
  ...hostCpuPastedRules,
  ...notReadRules,
  ...misplacedRules,
  ...clockChangedRules,
  ...cpuOverriddenRules,
  ...qemuNamespaceRules,
  ...comparisonRules,
  ...policyRules,
  ...featureDroppedRules,
  ...hostModelEmulatedRules,
];
