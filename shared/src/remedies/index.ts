/** Changes after which a VM starts where it did not. */
export { cpuEdits } from "./cpuEdits.js";
export { type Remedy, remediesFor } from "./remediesFor.js";
export { resolve, withoutFeatures } from "./resolve.js";
