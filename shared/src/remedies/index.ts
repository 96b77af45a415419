/** Changes after which a VM starts where it did not. */
export { cpuEdits } from "./cpuEdits.js";
export { leastAddressBits } from "./leastAddressBits.js";
export { mendsOf } from "./mendsOf.js";
export { type Remedy, remediesFor, seekRemedies } from "./remediesFor.js";
export { canBeSaid, isInModel, withoutFeatures } from "./resolve.js";
