import type { Rule } from "../rule.js";
import { invtscRules } from "./invtscFrequency.js";
import { timerRules } from "./timers.js";

/** The clock and its timers (rules.md F10, F12). */
export const clockRules: readonly Rule[] = [...timerRules, ...invtscRules];
