/** What to do about hosts: a CPU for all of them. What lets a VM start on them is in `targetFixes`. */
export { type BaselineChoices, baselineOf, USUAL_CHOICES, withBaseline } from "./baseline/common.js";
export { type BaselinePlan, planBaseline, type VendorPlan } from "./baseline/planBaseline.js";
