import { addressBitsRules } from "./advice/addressBits.js";
import { abiLevelRules, outdatedModelRules } from "./advice/betterModel.js";
import { topoextRules, windowsSocketRules } from "./advice/guestSees.js";
import { immunityRules, mitigationRules } from "./advice/mitigations.js";
import { volatileRules } from "./advice/volatile.js";
import { archRules } from "./arch/archRules.js";
import { clockRules } from "./clock/clockRules.js";
import { cacheRules, hostCpuRules, migratableRules } from "./cpu/cache.js";
import { featureRules } from "./cpu/features.js";
import { ignoredRules } from "./cpu/ignored.js";
import { modeRules } from "./cpu/mode.js";
import { modelMissingRules, modelRules } from "./cpu/model.js";
import { threadRules } from "./cputune/threads.js";
import { templateRules, tooMuchRules, xmlRules } from "./document/syntax.js";
import { wholeRules } from "./document/whole.js";
import { hypervRules } from "./hyperv/hypervRules.js";
import { memoryDeviceRules } from "./memory/plugged.js";
import { memorySizeRules, numaMemoryRules } from "./memory/sizes.js";
import { baselineInputRules } from "./migrate/baselineInput.js";
import { numaCpuRules } from "./numa/cellCpus.js";
import { numaCellRules } from "./numa/cells.js";
import { hugepageRules, numaCacheRules } from "./numa/hugepages.js";
import { numaLinkRules } from "./numa/interconnects.js";
import { hotplugRules, maxMemoryRules } from "./numa/maxMemory.js";
import { numatuneRules } from "./numa/numatune.js";
import { numaDistanceRules, numaSocketRules } from "./numa/sockets.js";
import { elementRules } from "./numberReports.js";
import { cpuCacheRules, kvmFeatureRules } from "./qemu/cpuCache.js";
import { commandLineRules, cpuSupportRules, maxphysaddrRules } from "./qemu/cpuSupport.js";
import { domainFeatureRules } from "./qemu/domainFeatures.js";
import { featureArchRules } from "./qemu/featureArch.js";
import { firmwareRules, launchSecurityRules } from "./qemu/firmware.js";
import { guestRules } from "./qemu/guest.js";
import { iommuRules } from "./qemu/iommu.js";
import { machineRules } from "./qemu/machine.js";
import { attributeRules } from "./reports.js";
import type { Rule } from "./rule.js";
import { clockChangedRules } from "./silent/clockChanged.js";
import { hostCpuPastedRules } from "./silent/hostCpuPasted.js";
import { misplacedRules, qemuNamespaceRules } from "./silent/misplaced.js";
import { notReadRules } from "./silent/notRead.js";
import { cpuMissingRules, cpuOverriddenRules, hostModelEmulatedRules } from "./silent/otherCpu.js";
import { comparisonRules, featureDroppedRules, policyRules } from "./silent/policies.js";
import { cpuListRules, sizeRules } from "./sizeReports.js";
import { featureUnknownRules, strictnessRules } from "./start/features.js";
import { modelNotInQemuRules, modelUnknownRules } from "./start/model.js";
import { modeNeedsKvmRules } from "./start/modeNeedsKvm.js";
import { vendorOfModelRules, vendorUnknownRules } from "./start/vendor.js";
import { targetRules } from "./target/targetRules.js";
import { vcpuCountRules, vcpuGranularityRules } from "./vcpus/count.js";
import { cputuneRules } from "./vcpus/cputune.js";
import { vcpuEntryRules } from "./vcpus/entries.js";
import { vcpuOrderRules } from "./vcpus/entryOrder.js";
import { manyVcpusRules } from "./vcpus/manyVcpus.js";
import { otherDriverRules } from "./vcpus/otherDrivers.js";
import { resctrlRules } from "./vcpus/resctrl.js";
import { topologyRules } from "./vcpus/topology.js";

/** VCPUs, their topology and their tuning. */
export const vcpusRules: readonly Rule[] = [
  ...vcpuCountRules,
  ...vcpuEntryRules,
  ...vcpuOrderRules,
  ...topologyRules,
  ...vcpuGranularityRules,
  ...manyVcpusRules,
  ...otherDriverRules,
  ...cputuneRules,
  ...resctrlRules,
];

/** What the QEMU driver makes of the CPU, the machine and the domain's features. */
const qemuRules: readonly Rule[] = [
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

/** The guest's NUMA cells, and what refers to them. */
export const numaRules: readonly Rule[] = [
  ...numaCellRules,
  ...numaCpuRules,
  ...numaSocketRules,
  ...numaDistanceRules,
  ...numaCacheRules,
  ...numaLinkRules,
  ...numatuneRules,
  ...hotplugRules,
  ...maxMemoryRules,
  ...numaMemoryRules,
  ...hugepageRules,
];

/** What libvirt or QEMU silently changes or ignores. */
const silentRules: readonly Rule[] = [
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

/** What libvirt never says, and users learn the hard way. Hints, so that they do not drown what is wrong. */
const adviceRules: readonly Rule[] = [
  ...topoextRules,
  ...abiLevelRules,
  ...outdatedModelRules,
  ...mitigationRules,
  ...immunityRules,
  ...volatileRules,
  ...addressBitsRules,
  ...windowsSocketRules,
];

/** Every rule, in the order of `docs/rules.md`. Severity is error only where libvirt refuses at define or start. */
export const RULES: readonly Rule[] = [
  ...xmlRules,
  ...templateRules,
  ...wholeRules,
  ...tooMuchRules,
  ...modeRules,
  ...attributeRules,
  ...elementRules,
  ...migratableRules,
  ...modelRules,
  ...modelMissingRules,
  ...featureRules,
  ...cacheRules,
  ...hostCpuRules,
  ...vcpusRules,
  ...threadRules,
  ...numaRules,
  ...cpuListRules,
  ...sizeRules,
  ...memorySizeRules,
  ...memoryDeviceRules,
  ...qemuRules,
  ...hypervRules,
  ...clockRules,
  ...featureUnknownRules,
  ...modelUnknownRules,
  ...modeNeedsKvmRules,
  ...vendorUnknownRules,
  ...vendorOfModelRules,
  ...modelNotInQemuRules,
  ...strictnessRules,
  ...targetRules,
  ...archRules,
  ...ignoredRules,
  ...silentRules,
  ...baselineInputRules,
  ...adviceRules,
];

export const RULE_BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

/** The ids of all rules. */
export const RULE_IDS: readonly string[] = RULES.map(({ id }) => id);
