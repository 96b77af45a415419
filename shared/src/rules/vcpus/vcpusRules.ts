import type { Rule } from "../rule.js";
import { vcpuCountRules, vcpuGranularityRules } from "./count.js";
import { cputuneRules } from "./cputune.js";
import { vcpuEntryRules } from "./entries.js";
import { vcpuOrderRules } from "./entryOrder.js";
import { manyVcpusRules } from "./manyVcpus.js";
import { otherDriverRules } from "./otherDrivers.js";
import { resctrlRules } from "./resctrl.js";
import { topologyRules } from "./topology.js";

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
