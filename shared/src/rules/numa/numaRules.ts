import { numaMemoryRules } from "../memory/sizes.js";
import type { Rule } from "../rule.js";
import { numaCpuRules } from "./cellCpus.js";
import { numaCellRules } from "./cells.js";
import { hugepageRules, numaCacheRules } from "./hugepages.js";
import { numaLinkRules } from "./interconnects.js";
import { hotplugRules, maxMemoryRules } from "./maxMemory.js";
import { numatuneRules } from "./numatune.js";
import { numaDistanceRules, numaSocketRules } from "./sockets.js";
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
