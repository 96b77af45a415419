import type { Rule } from "../rule.js";
import { numaCacheRules } from "./cellCache.js";
import { numaCpuRules } from "./cellCpus.js";
import { numaCellRules } from "./cells.js";
import { numaDistanceRules } from "./distances.js";
import { hotplugRules } from "./hotplug.js";
import { hugepageRules } from "./hugepages.js";
import { numaLinkRules } from "./interconnects.js";
import { maxMemoryRules } from "./maxMemory.js";
import { numaMemoryRules } from "./memory.js";
import { numatuneRules } from "./numatune.js";
import { numaSocketRules } from "./sockets.js";

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
