import { adviceRules } from "./advice/adviceRules.js";
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
import { memorySizeRules } from "./memory/sizes.js";
import { migrateRules } from "./migrate/migrateRules.js";
import { numaRules } from "./numa/numaRules.js";
import { elementRules } from "./numberReports.js";
import { qemuRules } from "./qemu/qemuRules.js";
import { attributeRules } from "./reports.js";
import type { Rule } from "./rule.js";
import { silentRules } from "./silent/silentRules.js";
import { cpuListRules, sizeRules } from "./sizeReports.js";
import { featureUnknownRules, strictnessRules } from "./start/features.js";
import { modelNotInQemuRules, modelUnknownRules } from "./start/model.js";
import { modeNeedsKvmRules } from "./start/modeNeedsKvm.js";
import { vendorOfModelRules, vendorUnknownRules } from "./start/vendor.js";
import { targetRules } from "./target/targetRules.js";
import { vcpusRules } from "./vcpus/vcpusRules.js";

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
  ...migrateRules,
  ...adviceRules,
];

export const RULE_BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

/** The ids of all rules. */
export const RULE_IDS: readonly string[] = RULES.map(({ id }) => id);
