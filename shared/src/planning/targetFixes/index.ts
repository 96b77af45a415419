/** Changes after which a VM starts where it did not. */

export { fixesOnHost } from "./fixesOnHost.js";
export { canBeSaid, cpuEdits, isInModel, leastAddressBits, withoutFeatures } from "./resolve.js";
export { seekTargetFixes, type TargetFix, targetFixesFor } from "./seekTargetFixes.js";
