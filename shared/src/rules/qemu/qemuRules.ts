import type { Rule } from "../rule.js";
import { cpuCacheRules, kvmFeatureRules } from "./cpuCache.js";
import { commandLineRules, cpuSupportRules, maxphysaddrRules } from "./cpuSupport.js";
import { domainFeatureRules } from "./domainFeatures.js";
import { featureArchRules } from "./featureArch.js";
import { firmwareRules, launchSecurityRules } from "./firmware.js";
import { guestRules } from "./guest.js";
import { iommuRules } from "./iommu.js";
import { machineRules } from "./machine.js";
/** What the QEMU driver makes of the CPU, the machine and the domain's features. */
export const qemuRules: readonly Rule[] = [
  ...cpuCacheRules,
  ...maxphysaddrRules,
  ...cpuSupportRules,
  ...guestRules,
  ...machineRules,
  ...firmwareRules,
  ...iommuRules,
  ...domainFeatureRules,
  ...featureArchRules,
  ...kvmFeatureRules,
  ...launchSecurityRules,
  ...commandLineRules,
];
