import { adviceRules } from "./advice/adviceRules.js";
import { archRules } from "./arch/archRules.js";
import { clockRules } from "./clock/clockRules.js";
import { cacheRules } from "./cpu/cache.js";
import { featureRules } from "./cpu/features.js";
import { hostCpuRules } from "./cpu/hostCpu.js";
import { ignoredRules } from "./cpu/ignored.js";
import { migratableRules } from "./cpu/migratable.js";
import { modelRules } from "./cpu/model.js";
import { modelMissingRules } from "./cpu/modelMissing.js";
import { schemaRules } from "./cpu/schema.js";
import { valueRules } from "./cpu/values.js";
import { cpuListRules } from "./cpuListReports.js";
import { xmlRules } from "./document/xml.js";
import { hypervRules } from "./hyperv/hypervRules.js";
import { migrateRules } from "./migrate/migrateRules.js";
import { numaRules } from "./numa/numaRules.js";
import { qemuRules } from "./qemu/qemuRules.js";
import type { Rule } from "./rule.js";
import { silentRules } from "./silent/silentRules.js";
import { sizeRules } from "./sizeReports.js";
import { featureUnknownRules } from "./start/featureUnknown.js";
import { modelNotInQemuRules } from "./start/modelNotInQemu.js";
import { modelUnknownRules } from "./start/modelUnknown.js";
import { modeNeedsKvmRules } from "./start/modeNeedsKvm.js";
import { strictnessRules } from "./start/strictness.js";
import { vendorOfModelRules } from "./start/vendorOfModel.js";
import { vendorUnknownRules } from "./start/vendorUnknown.js";
import { targetRules } from "./target/targetRules.js";
import { vcpusRules } from "./vcpus/vcpusRules.js";

/** Every rule, in the order of `docs/rules.md`. Severity is error only where libvirt refuses at define or start. */
export const RULES: readonly Rule[] = [
  ...xmlRules,
  ...valueRules,
  ...migratableRules,
  ...modelRules,
  ...modelMissingRules,
  ...featureRules,
  ...cacheRules,
  ...hostCpuRules,
  ...vcpusRules,
  ...numaRules,
  ...cpuListRules,
  ...sizeRules,
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
  ...schemaRules,
  ...ignoredRules,
  ...silentRules,
  ...migrateRules,
  ...adviceRules,
];

export const RULE_BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));
