import { adviceNearMisses } from "./advice.js";
import { archNearMisses } from "./arch.js";
import { aroundNearMisses } from "./around.js";
import { clockNearMisses } from "./clock.js";
import { cpuNearMisses } from "./cpu.js";
import { documentNearMisses } from "./document.js";
import { hypervNearMisses } from "./hyperv.js";
import { migrateNearMisses } from "./migrate.js";
import type { NearMisses } from "./nearMisses.js";
import { numaNearMisses } from "./numa.js";
import { qemuNearMisses } from "./qemu.js";
import { silentNearMisses } from "./silent.js";
import { startNearMisses } from "./start.js";
import { targetNearMisses } from "./target.js";
import { vcpusNearMisses } from "./vcpus.js";

/** Documents that come near a rule without breaking it; one object an area. */
export const NEAR_MISSES: NearMisses = {
  ...archNearMisses,
  ...aroundNearMisses,
  ...migrateNearMisses,
  ...adviceNearMisses,
  ...silentNearMisses,
  ...clockNearMisses,
  ...cpuNearMisses,
  ...documentNearMisses,
  ...hypervNearMisses,
  ...numaNearMisses,
  ...qemuNearMisses,
  ...startNearMisses,
  ...targetNearMisses,
  ...vcpusNearMisses,
};
