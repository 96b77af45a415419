import type { Rule } from "../rule.js";
import { invtscRules } from "./invtscFrequency.js";
import { timerRules } from "./timers.js";

/** The clock and its timers. */
export const clockRules: readonly Rule[] = [...timerRules, ...invtscRules];
