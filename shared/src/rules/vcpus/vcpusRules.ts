import type { Rule } from "../rule.js";
import { vcpuCountRules } from "./count.js";
import { cputuneRules } from "./cputune.js";
import { vcpuEntryRules } from "./entries.js";
import { vcpuGranularityRules } from "./granularity.js";
import { manyVcpusRules } from "./manyVcpus.js";
import { otherDriverRules } from "./otherDrivers.js";
import { resctrlRules } from "./resctrl.js";
import { topologyRules } from "./topology.js";

/** vCPUs, their topology and their tuning (rules.md B1 to B18, B44 to B49, N27). */
export const vcpusRules: readonly Rule[] = [
  ...vcpuCountRules,
  ...vcpuEntryRules,
  ...topologyRules,
  ...vcpuGranularityRules,
  ...manyVcpusRules,
  ...otherDriverRules,
  ...cputuneRules,
  ...resctrlRules,
];
