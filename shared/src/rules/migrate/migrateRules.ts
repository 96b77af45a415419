import type { Rule } from "../rule.js";
import { baselineInputRules } from "./baselineInput.js";
import { migratableInvtscRules } from "./migratableInvtsc.js";

/** What keeps a VM from moving. */
export const migrateRules: readonly Rule[] = [...migratableInvtscRules, ...baselineInputRules];
