import type { Rule } from "../rule.js";
import { baselineInputRules } from "./baselineInput.js";
import { migratableInvtscRules } from "./migratableInvtsc.js";

/** What keeps a VM from moving (rules.md 2.G, N35). */
export const migrateRules: readonly Rule[] = [...migratableInvtscRules, ...baselineInputRules];
