import { cacheRules } from "./cpu/cache.js";
import { featureRules } from "./cpu/features.js";
import { hostCpuRules } from "./cpu/hostCpu.js";
import { ignoredRules } from "./cpu/ignored.js";
import { migratableRules } from "./cpu/migratable.js";
import { modelRules } from "./cpu/model.js";
import { modelMissingRules } from "./cpu/modelMissing.js";
import { schemaRules } from "./cpu/schema.js";
import { valueRules } from "./cpu/values.js";
import { xmlRules } from "./document/xml.js";
import type { Rule } from "./rule.js";
import { featureUnknownRules } from "./start/featureUnknown.js";
import { modelUnknownRules } from "./start/modelUnknown.js";
import { modeNeedsKvmRules } from "./start/modeNeedsKvm.js";
import { vendorUnknownRules } from "./start/vendorUnknown.js";
import { vcpuCountRules } from "./vcpus/count.js";
import { topologyRules } from "./vcpus/topology.js";

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
  ...vcpuCountRules,
  ...topologyRules,
  ...featureUnknownRules,
  ...modelUnknownRules,
  ...modeNeedsKvmRules,
  ...vendorUnknownRules,
  ...schemaRules,
  ...ignoredRules,
];

export const RULE_BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));
