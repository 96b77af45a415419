import type { Rule } from "../rule.js";
import { cpuCacheRules } from "./cpuCache.js";
import { cpuSupportRules } from "./cpuSupport.js";
import { domainFeatureRules } from "./domainFeatures.js";
import { featureArchRules } from "./featureArch.js";
import { firmwareRules } from "./firmware.js";
import { guestRules } from "./guest.js";
import { iommuRules } from "./iommuRules.js";
import { kvmFeatureRules } from "./kvmFeatures.js";
import { maxphysaddrRules } from "./maxphysaddr.js";

/** What the QEMU driver makes of the CPU, the machine and the domain's features. */
export const qemuRules: readonly Rule[] = [
  ...cpuCacheRules,
  ...maxphysaddrRules,
  ...cpuSupportRules,
  ...guestRules,
  ...firmwareRules,
  ...iommuRules,
  ...domainFeatureRules,
  ...featureArchRules,
  ...kvmFeatureRules,
];
