export * from "./fleetSum.js";
export { PARTIAL_MARK, type Partial, readPartial, toPartial } from "./partial.js";
